//! Chance that can be repeated.

/// A small generator (xoshiro256++ filled by splitmix64). It is written out here so that no library can change it: a
/// host who gives the same seed gets the same groups, on the server as in the browser.
#[derive(Clone, Debug)]
pub(super) struct Dice([u64; 4]);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        let mut state = seed;
        Self([0; 4].map(|_: u64| {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut mixed = state;
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            mixed ^ (mixed >> 31)
        }))
    }

    fn next(&mut self) -> u64 {
        let s = &mut self.0;
        let out = s[0].wrapping_add(s[3]).rotate_left(23).wrapping_add(s[0]);
        let t = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= t;
        s[3] = s[3].rotate_left(45);
        out
    }

    /// A number below `end`, which is at least 1.
    pub(super) fn below(&mut self, end: usize) -> usize {
        (((self.next() >> 32) * end as u64) >> 32) as usize
    }

    /// A number from 0 to 1.
    pub(super) fn share(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1_u64 << 24) as f32
    }

    /// Whether something worse by `loss` is accepted while it is `heat` warm.
    pub(super) fn accepts(&mut self, loss: i64, heat: f32) -> bool {
        // The first terms of the exponential are near enough; a library's would differ between machines.
        loss <= 0 || {
            let x = loss as f32 / heat;
            x < 12.0 && self.share() * (1.0 + x * (1.0 + x * (0.5 + x * (1.0 / 6.0 + x / 24.0)))) < 1.0
        }
    }

    pub(super) fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            things.swap(last, self.below(last + 1));
        }
    }
}
