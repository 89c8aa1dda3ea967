//! A smooth line through points that never overshoots one: monotone cubic interpolation (Fritsch & Carlson 1980).

/// The slope of the curve at every point. `x` must rise from point to point.
pub fn slopes(x: &[f64], y: &[f64]) -> Vec<f64> {
    let n = x.len().min(y.len());
    if n < 2 {
        return vec![0.0; n];
    }
    let rise: Vec<f64> = (0..n - 1).map(|i| (y[i + 1] - y[i]) / (x[i + 1] - x[i])).collect();
    let mut slope: Vec<f64> = (0..n)
        .map(|i| match i {
            0 => rise[0],
            i if i == n - 1 => rise[n - 2],
            // At a peak, in a valley and beside a plateau the curve lies level.
            i if rise[i - 1] * rise[i] <= 0.0 => 0.0,
            i => (rise[i - 1] + rise[i]) / 2.0,
        })
        .collect();
    for i in 0..n - 1 {
        if rise[i] == 0.0 {
            (slope[i], slope[i + 1]) = (0.0, 0.0);
            continue;
        }
        let (a, b) = (slope[i] / rise[i], slope[i + 1] / rise[i]);
        let length = a * a + b * b;
        // Inside a circle of radius 3 the piece is monotone; what is outside is pulled back to its edge.
        if length > 9.0 {
            let shorter = 3.0 / length.sqrt();
            (slope[i], slope[i + 1]) = (shorter * a * rise[i], shorter * b * rise[i]);
        }
    }
    slope
}

/// The two control points of each piece, for a path of cubic Bézier curves.
pub fn controls(x: &[f64], y: &[f64]) -> Vec<[(f64, f64); 2]> {
    let slope = slopes(x, y);
    (1..slope.len())
        .map(|i| {
            let third = (x[i] - x[i - 1]) / 3.0;
            [(x[i - 1] + third, y[i - 1] + slope[i - 1] * third), (x[i] - third, y[i] - slope[i] * third)]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn straight_lines_stay_straight_and_few_points_are_fine() {
        assert_eq!(slopes(&[0.0, 1.0, 3.0], &[0.0, 2.0, 6.0]), [2.0; 3]);
        assert_eq!(controls(&[0.0, 3.0], &[0.0, 3.0]), [[(1.0, 1.0), (2.0, 2.0)]]);
        assert!(slopes(&[], &[]).is_empty() && controls(&[1.0], &[1.0]).is_empty());
        assert_eq!(slopes(&[0.0, 1.0, 2.0, 3.0], &[2.0, 5.0, 5.0, 1.0])[1..3], [0.0, 0.0], "level on a plateau");
    }

    /// A cubic Bézier curve at `t`.
    fn bezier(ends: (f64, f64), inner: (f64, f64), t: f64) -> f64 {
        let s = 1.0 - t;
        s * s * s * ends.0 + 3.0 * s * s * t * inner.0 + 3.0 * s * t * t * inner.1 + t * t * t * ends.1
    }

    proptest! {
        #[test]
        fn between_two_points_the_curve_only_goes_from_one_to_the_other(
            steps in proptest::collection::vec((0.01..5.0_f64, -10.0..10.0_f64), 2..30),
        ) {
            let mut at = 0.0;
            let (x, y): (Vec<f64>, Vec<f64>) = steps.into_iter().map(|(gap, y)| { at += gap; (at, y) }).unzip();
            for (i, [first, second]) in controls(&x, &y).into_iter().enumerate() {
                let (low, high) = (y[i].min(y[i + 1]) - 1e-9, y[i].max(y[i + 1]) + 1e-9);
                let mut before = y[i];
                for n in 0..=50 {
                    let t = f64::from(n) / 50.0;
                    let height = bezier((y[i], y[i + 1]), (first.1, second.1), t);
                    prop_assert!((low..=high).contains(&height), "{height} is not between {low} and {high}");
                    let up = y[i + 1] >= y[i];
                    prop_assert!(if up { height >= before - 1e-9 } else { height <= before + 1e-9 }, "it never turns");
                    before = height;
                }
            }
        }

        #[test]
        fn turned_round_it_is_the_same_curve(heights in proptest::collection::vec(-10.0..10.0_f64, 2..30)) {
            let x: Vec<f64> = (0..heights.len()).map(|at| at as f64).collect();
            let forth = slopes(&x, &heights);
            let mirrored: Vec<f64> = heights.iter().map(|y| -y).collect();
            prop_assert_eq!(slopes(&x, &mirrored), forth.iter().map(|slope| -slope).collect::<Vec<_>>());
        }
    }
}
