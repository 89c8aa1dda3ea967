//! First rounds that took a longer search than anybody wants to wait for. The others follow by turning them.

use super::Round;
use super::known::Rounds;
use super::turning::{Form, turn_all};

/// First rounds for `groups` groups; seats as in [`Form`], one group after the other.
struct Starter {
    groups: usize,
    form: Form,
    firsts: &'static [&'static [u16]],
    /// Groups of one more round each: with all that they turn into, everybody has a seat.
    lines: &'static [&'static [u16]],
    /// Whether nobody meets again. Otherwise everybody meets everybody, in as few rounds as can be.
    fresh: bool,
}

const STARTERS: [Starter; 23] = [
    Starter {
        groups: 8,
        form: Form { turns: 5, rings: 6, firsts: 2 },
        firsts: &[
            &[
                5, 19, 26, 31, 0, 10, 20, 30, 2, 3, 6, 16, 9, 12, 13, 29, 4, 22, 25, 27, 11, 15, 18, 23, 1, 14, 17, 28,
                7, 8, 21, 24,
            ],
            &[
                3, 12, 20, 31, 5, 18, 27, 30, 0, 2, 17, 21, 10, 13, 24, 28, 4, 6, 9, 11, 16, 22, 23, 29, 1, 7, 25, 26,
                8, 14, 15, 19,
            ],
        ],
        lines: &[],
        fresh: true,
    },
    Starter {
        groups: 6,
        form: Form { turns: 4, rings: 4, firsts: 2 },
        firsts: &[
            &[15, 4, 12, 5, 16, 9, 1, 0, 13, 17, 14, 11, 6, 8, 3, 7, 2, 10],
            &[11, 1, 15, 16, 13, 2, 3, 5, 10, 14, 9, 8, 7, 12, 6, 0, 4, 17],
        ],
        lines: &[],
        fresh: true,
    },
    Starter {
        groups: 7,
        form: Form { turns: 9, rings: 3, firsts: 1 },
        firsts: &[&[
            14, 15, 21, 11, 2, 26, 19, 25, 13, 3, 1, 6, 0, 27, 22, 17, 20, 24, 12, 8, 7, 9, 18, 16, 4, 10, 5, 23,
        ]],
        lines: &[],
        fresh: true,
    },
    Starter {
        groups: 9,
        form: Form { turns: 11, rings: 3, firsts: 1 },
        firsts: &[&[
            28, 31, 17, 29, 2, 22, 35, 16, 12, 19, 32, 27, 6, 24, 5, 8, 15, 34, 25, 0, 1, 13, 21, 11, 14, 7, 20, 3, 9,
            30, 26, 4, 18, 23, 33, 10,
        ]],
        lines: &[],
        fresh: true,
    },
    Starter {
        groups: 10,
        form: Form { turns: 13, rings: 3, firsts: 1 },
        firsts: &[&[
            0, 13, 26, 39, 1, 7, 19, 21, 3, 8, 18, 24, 9, 11, 15, 20, 14, 17, 34, 36, 16, 25, 30, 37, 22, 23, 33, 38,
            2, 12, 31, 35, 6, 10, 27, 28, 4, 5, 29, 32,
        ]],
        lines: &[],
        fresh: true,
    },
    Starter {
        groups: 7,
        form: Form { turns: 5, rings: 4, firsts: 2 },
        firsts: &[
            &[7, 12, 11, 15, 4, 20, 16, 14, 19, 17, 6, 13, 3, 10, 0, 1, 9, 2, 5, 18, 8],
            &[3, 11, 14, 13, 16, 4, 15, 1, 19, 8, 2, 17, 18, 6, 12, 9, 5, 0, 20, 10, 7],
        ],
        lines: &[],
        fresh: true,
    },
    Starter {
        groups: 11,
        form: Form { turns: 11, rings: 3, firsts: 1 },
        firsts: &[&[
            7, 19, 24, 12, 13, 15, 5, 25, 32, 2, 3, 6, 4, 9, 14, 11, 18, 30, 20, 22, 27, 1, 10, 31, 0, 17, 23, 26, 28,
            29, 8, 16, 21,
        ]],
        lines: &[&[0, 11, 25], &[0, 14, 24], &[0, 15, 26], &[0, 18, 22], &[0, 20, 29]],
        fresh: true,
    },
    Starter {
        groups: 5,
        form: Form { turns: 1, rings: 20, firsts: 7 },
        firsts: &[
            &[8, 4, 17, 0, 10, 3, 6, 1, 5, 13, 9, 18, 11, 15, 19, 7, 16, 14, 2, 12],
            &[9, 14, 7, 1, 17, 10, 18, 19, 2, 13, 8, 3, 4, 16, 15, 6, 0, 11, 5, 12],
            &[0, 15, 1, 2, 12, 9, 4, 10, 13, 14, 17, 11, 18, 7, 16, 3, 19, 5, 8, 6],
            &[12, 13, 1, 19, 6, 18, 14, 0, 10, 16, 11, 8, 5, 2, 7, 4, 15, 9, 3, 17],
            &[2, 9, 11, 6, 16, 1, 17, 5, 13, 0, 7, 10, 3, 19, 4, 14, 15, 12, 8, 18],
            &[2, 10, 18, 17, 8, 14, 7, 1, 4, 13, 6, 15, 19, 0, 16, 9, 5, 3, 12, 11],
            &[5, 10, 14, 15, 13, 19, 2, 16, 11, 18, 4, 1, 9, 8, 3, 0, 17, 6, 7, 12],
        ],
        lines: &[],
        fresh: false,
    },
    Starter {
        groups: 14,
        form: Form { turns: 20, rings: 2, firsts: 1 },
        firsts: &[&[
            17, 39, 41, 8, 26, 40, 11, 24, 38, 5, 33, 35, 1, 36, 37, 0, 25, 29, 20, 23, 28, 13, 27, 34, 9, 21, 32, 7,
            14, 31, 2, 3, 22, 4, 19, 30, 6, 15, 18, 10, 12, 16,
        ]],
        lines: &[],
        fresh: true,
    },
    Starter {
        groups: 16,
        form: Form { turns: 23, rings: 2, firsts: 1 },
        firsts: &[&[
            2, 32, 46, 9, 25, 47, 4, 10, 17, 27, 33, 40, 8, 12, 36, 13, 31, 35, 0, 22, 43, 20, 23, 45, 5, 14, 16, 28,
            37, 39, 6, 11, 42, 19, 29, 34, 3, 18, 30, 7, 26, 41, 1, 21, 38, 15, 24, 44,
        ]],
        lines: &[],
        fresh: true,
    },
    Starter {
        groups: 18,
        form: Form { turns: 26, rings: 2, firsts: 1 },
        firsts: &[&[
            0, 45, 52, 15, 35, 53, 10, 20, 36, 3, 5, 33, 4, 11, 19, 22, 25, 28, 2, 16, 41, 1, 6, 23, 18, 24, 39, 8, 9,
            32, 21, 31, 43, 14, 26, 49, 12, 29, 30, 17, 44, 51, 7, 38, 47, 34, 40, 42, 13, 46, 50, 27, 37, 48,
        ]],
        lines: &[],
        fresh: true,
    },
    Starter {
        groups: 11,
        form: Form { turns: 14, rings: 3, firsts: 1 },
        firsts: &[&[
            13, 19, 31, 42, 12, 24, 34, 43, 1, 18, 22, 40, 10, 23, 30, 36, 2, 4, 20, 39, 6, 15, 16, 21, 26, 32, 35, 37,
            7, 8, 11, 38, 0, 5, 29, 33, 3, 9, 14, 17, 25, 27, 28, 41,
        ]],
        lines: &[],
        fresh: true,
    },
    Starter {
        groups: 12,
        form: Form { turns: 15, rings: 3, firsts: 1 },
        firsts: &[&[
            4, 22, 36, 45, 6, 19, 37, 46, 7, 21, 34, 47, 2, 12, 13, 24, 17, 27, 28, 39, 9, 32, 42, 43, 0, 20, 41, 44,
            11, 14, 15, 35, 5, 26, 29, 30, 1, 3, 10, 38, 8, 16, 18, 25, 23, 31, 33, 40,
        ]],
        lines: &[],
        fresh: true,
    },
    Starter {
        groups: 14,
        form: Form { turns: 18, rings: 3, firsts: 1 },
        firsts: &[&[
            5, 35, 47, 55, 7, 31, 37, 54, 2, 20, 27, 30, 32, 45, 48, 50, 8, 9, 12, 44, 13, 15, 29, 38, 14, 19, 33, 41,
            17, 26, 43, 51, 0, 10, 21, 49, 1, 18, 34, 39, 3, 25, 36, 40, 4, 11, 16, 24, 22, 23, 28, 42, 6, 46, 52, 53,
        ]],
        lines: &[],
        fresh: true,
    },
    Starter {
        groups: 15,
        form: Form { turns: 19, rings: 3, firsts: 1 },
        firsts: &[&[
            0, 2, 3, 14, 1, 7, 11, 38, 19, 40, 41, 52, 8, 24, 53, 55, 18, 35, 43, 48, 12, 36, 51, 54, 10, 37, 42, 46,
            13, 31, 47, 56, 15, 27, 44, 50, 4, 26, 29, 33, 9, 22, 30, 32, 6, 20, 21, 34, 5, 25, 45, 57, 16, 23, 49, 58,
            17, 28, 39, 59,
        ]],
        lines: &[],
        fresh: true,
    },
    Starter {
        groups: 14,
        form: Form { turns: 21, rings: 2, firsts: 1 },
        firsts: &[&[
            0, 6, 31, 1, 37, 41, 2, 29, 40, 3, 12, 35, 4, 7, 25, 5, 13, 21, 8, 30, 32, 9, 16, 20, 10, 11, 23, 14, 19,
            28, 15, 17, 22, 18, 33, 38, 24, 36, 39, 26, 27, 34,
        ]],
        lines: &[],
        fresh: false,
    },
    Starter {
        groups: 16,
        form: Form { turns: 24, rings: 2, firsts: 1 },
        firsts: &[&[
            0, 14, 33, 1, 12, 25, 2, 43, 47, 3, 23, 39, 4, 22, 30, 5, 17, 44, 6, 28, 31, 7, 15, 35, 8, 13, 42, 9, 16,
            27, 10, 40, 41, 11, 20, 34, 18, 19, 21, 24, 36, 46, 26, 32, 37, 29, 38, 45,
        ]],
        lines: &[],
        fresh: false,
    },
    Starter {
        groups: 12,
        form: Form { turns: 9, rings: 4, firsts: 2 },
        firsts: &[
            &[
                0, 2, 28, 1, 18, 26, 3, 4, 23, 5, 11, 15, 6, 13, 29, 7, 9, 27, 8, 22, 30, 10, 21, 32, 12, 31, 33, 14,
                17, 34, 16, 20, 24, 19, 25, 35,
            ],
            &[
                0, 17, 24, 1, 6, 10, 2, 8, 32, 3, 15, 21, 4, 9, 16, 5, 18, 30, 7, 19, 34, 11, 23, 25, 12, 13, 22, 14,
                28, 29, 20, 27, 33, 26, 31, 35,
            ],
        ],
        lines: &[],
        fresh: false,
    },
    Starter {
        groups: 6,
        form: Form { turns: 3, rings: 8, firsts: 2 },
        firsts: &[
            &[0, 2, 3, 18, 1, 7, 13, 21, 4, 8, 12, 15, 5, 9, 10, 19, 6, 11, 17, 22, 14, 16, 20, 23],
            &[0, 15, 20, 21, 1, 9, 16, 17, 2, 11, 12, 13, 3, 5, 22, 23, 4, 6, 10, 14, 7, 8, 18, 19],
        ],
        lines: &[&[10, 23, 13, 18, 3, 6, 15, 1], &[7, 0, 22, 10, 3, 12, 16, 19]],
        fresh: false,
    },
    Starter {
        groups: 22,
        form: Form { turns: 32, rings: 2, firsts: 1 },
        firsts: &[&[
            0, 1, 52, 2, 36, 56, 3, 11, 13, 4, 39, 53, 5, 10, 31, 6, 38, 43, 7, 20, 46, 8, 51, 55, 9, 26, 50, 12, 30,
            57, 14, 21, 42, 15, 18, 27, 16, 34, 45, 17, 40, 64, 19, 33, 63, 22, 47, 60, 23, 54, 65, 24, 28, 32, 25, 35,
            41, 29, 59, 62, 37, 44, 61, 48, 49, 58,
        ]],
        lines: &[],
        fresh: true,
    },
    Starter {
        groups: 24,
        form: Form { turns: 35, rings: 2, firsts: 1 },
        firsts: &[&[
            0, 64, 66, 1, 10, 53, 2, 43, 61, 3, 25, 65, 4, 27, 42, 5, 39, 52, 6, 7, 51, 8, 29, 33, 9, 15, 26, 11, 37,
            46, 12, 68, 71, 13, 20, 36, 14, 30, 67, 16, 31, 44, 17, 19, 22, 18, 50, 60, 21, 35, 41, 23, 62, 69, 24, 32,
            57, 28, 47, 58, 34, 56, 70, 38, 54, 59, 40, 55, 63, 45, 48, 49,
        ]],
        lines: &[],
        fresh: true,
    },
    Starter {
        groups: 18,
        form: Form { turns: 27, rings: 2, firsts: 1 },
        firsts: &[&[
            0, 23, 47, 1, 25, 51, 2, 14, 22, 3, 28, 49, 4, 13, 18, 5, 15, 48, 6, 8, 37, 7, 29, 42, 9, 41, 53, 10, 26,
            38, 11, 17, 35, 12, 50, 52, 16, 43, 46, 19, 33, 40, 20, 21, 30, 24, 31, 39, 27, 32, 36, 34, 44, 45,
        ]],
        lines: &[],
        fresh: false,
    },
    Starter {
        groups: 22,
        form: Form { turns: 33, rings: 2, firsts: 1 },
        firsts: &[&[
            0, 16, 65, 1, 8, 60, 2, 6, 11, 3, 40, 64, 4, 23, 44, 5, 49, 63, 7, 22, 28, 9, 17, 41, 10, 21, 56, 12, 54,
            59, 13, 15, 51, 14, 27, 57, 18, 45, 47, 19, 34, 42, 20, 30, 61, 24, 25, 58, 26, 29, 46, 31, 43, 53, 32, 38,
            50, 33, 37, 48, 35, 36, 62, 39, 52, 55,
        ]],
        lines: &[],
        fresh: false,
    },
];

impl Starter {
    fn people(&self) -> usize {
        self.firsts[0].len()
    }

    fn rounds(&self) -> Vec<Round> {
        let size = self.people() / self.groups;
        let first = |first: &&[u16]| first.chunks(size).map(<[u16]>::to_vec).collect();
        let turned = |form, firsts: &[Vec<Vec<u16>>]| turn_all(form, firsts, usize::MAX);
        let mut rounds = turned(self.form, &self.firsts.iter().map(first).collect::<Vec<_>>());
        rounds.extend(self.lines.iter().map(|line| turned(self.form, &[first(line)]).concat()));
        rounds
    }
}

/// The rounds that are known for `groups` groups, the largest of `size`, when `rounds` are wanted: maybe too few or too
/// many, and none when there is nothing better than what a search finds soon.
pub(super) fn started(groups: usize, size: usize, rounds: usize) -> Rounds {
    let suits = |starter: &&Starter| starter.groups == groups && starter.people() == groups * size;
    let suiting = STARTERS.iter().filter(suits).map(|starter| (starter.fresh, starter.rounds()));
    let enough = suiting.filter(|(fresh, all)| *fresh || all.len() == rounds).map(|(_, all)| all);
    Box::new(enough.max_by_key(|all| all.len().min(rounds)).unwrap_or_default().into_iter())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::live::groups::check::recount;

    #[test]
    fn what_is_written_here_is_right() {
        for starter in &STARTERS {
            let people = starter.people();
            let rounds = starter.rounds();
            assert_eq!(rounds.len(), starter.form.turns * starter.form.firsts + starter.lines.len());
            assert!(started(starter.groups, people / starter.groups, rounds.len()).eq(rounds.clone()));
            for round in &rounds {
                let mut seated = round.concat();
                seated.sort_unstable();
                assert_eq!(seated, (0..people).collect::<Vec<_>>());
            }
            let counted = recount(&rounds);
            if starter.fresh {
                assert_eq!(counted.repeats, 0);
            } else {
                assert_eq!(counted.pairs.len(), people * (people - 1) / 2);
            }
        }
        assert_eq!(started(1, 1, 1).count(), 0);
    }
}
