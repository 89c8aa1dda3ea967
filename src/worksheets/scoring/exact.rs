//! Logarithm and exponential, written out. The ones of the standard library come from the system and differ in the
//! last bit between the server and a browser; a result must be the same wherever it is computed. Addition,
//! multiplication, division and square root are exact everywhere, so everything here is made of those.

/// ln 2 in two parts: the first has so few digits that multiples of it are exact.
const LN2: (f64, f64) = (f64::from_bits(0x3fe6_2e42_fee0_0000), f64::from_bits(0x3dea_39ef_3579_3c76));

/// The natural logarithm of a positive, finite, normal number.
pub fn ln(x: f64) -> f64 {
    if x.is_nan() || x < 0.0 {
        return f64::NAN;
    }
    if x == 0.0 {
        return f64::NEG_INFINITY;
    }
    if x == f64::INFINITY {
        return x;
    }
    // x = m · 2^e with m between √½ and √2.
    let bits = x.to_bits();
    let mut e = (bits >> 52) as i64 - 1023;
    let mut m = f64::from_bits((bits & 0x000f_ffff_ffff_ffff) | 0x3ff0_0000_0000_0000);
    if m > std::f64::consts::SQRT_2 {
        m /= 2.0;
        e += 1;
    }
    // ln m = 2 artanh s = 2s (1 + s²/3 + s⁴/5 + …), s = (m − 1) / (m + 1).
    let s = (m - 1.0) / (m + 1.0);
    let square = s * s;
    let series = (0..12).rev().fold(0.0, |sum, k| sum * square + 1.0 / (2 * k + 3) as f64);
    let e = e as f64;
    e * LN2.0 + (2.0 * s + (2.0 * s * square * series + e * LN2.1))
}

/// e to the power of `x`.
pub fn exp(x: f64) -> f64 {
    if x.is_nan() {
        return x;
    }
    if x > 700.0 {
        return f64::INFINITY;
    }
    if x < -700.0 {
        return 0.0;
    }
    // e^x = 2^k · e^r with r between −½ ln 2 and ½ ln 2.
    let k = (x / std::f64::consts::LN_2).round();
    let r = (x - k * LN2.0) - k * LN2.1;
    let series = (1..=16).rev().fold(1.0, |sum, n| 1.0 + r / n as f64 * sum);
    series * f64::from_bits(((k as i64 + 1023) as u64) << 52)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_values() {
        assert_eq!((ln(1.0), exp(0.0)), (0.0, 1.0));
        assert!((ln(std::f64::consts::E) - 1.0).abs() < 3e-16);
        assert_eq!(ln(2.0), std::f64::consts::LN_2);
        assert!(ln(-1.0).is_nan() && ln(0.0) == f64::NEG_INFINITY && exp(800.0).is_infinite());
    }

    proptest! {
        #[test]
        fn both_agree_with_the_system(x in -300.0..300.0_f64) {
            prop_assert!((exp(x) / x.exp() - 1.0).abs() < 1e-14);
            let y = x.exp();
            prop_assert!((ln(y) - y.ln()).abs() <= 4e-16 * y.ln().abs().max(0.1));
        }

        #[test]
        fn small_numbers_too(x in 0.5..2.0_f64) {
            prop_assert!((ln(x) - x.ln()).abs() <= 1e-15 * x.ln().abs() + 1e-17);
        }
    }
}
