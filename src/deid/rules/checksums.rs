//! Check digits.

/// Whether twelve digits are an Individual Number: the last is right, and not all are the same.
pub fn individual_number(digits: &[u32]) -> bool {
    const WEIGHTS: [u32; 11] = [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
    if digits.len() != 12 || digits.iter().all(|digit| *digit == digits[0]) {
        return false;
    }
    let rest = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum::<u32>() % 11;
    digits[11] == if rest <= 1 { 0 } else { 11 - rest }
}

/// Whether the last digit of an insurer's number (保険者番号) is right.
pub fn insurer_number(digits: &[u32]) -> bool {
    let Some((check, body)) = digits.split_last() else { return false };
    let sum = body.iter().rev().zip([2, 1].into_iter().cycle()).map(|(digit, weight)| digit * weight);
    let sum: u32 = sum.map(|product| product / 10 + product % 10).sum();
    !body.is_empty() && *check == (10 - sum % 10) % 10
}

/// The digits of a text, in order.
pub fn digits(text: &str) -> Vec<u32> {
    text.chars().filter_map(|char| char.to_digit(10)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_and_patterned_numbers() {
        for valid in [
            "1234 5678 9018",
            "1111 1111 1118",
            "0000 0000 0019",
            "2020 2020 2027",
            "1000 0000 0048",
            "5555 5555 5557",
            "6214 9832 0257",
        ] {
            assert!(individual_number(&digits(valid)), "{valid}");
        }
        for other in ["1234 5678 9012", "0000 0000 0000", "1234 5678 901", ""] {
            assert!(!individual_number(&digits(other)), "{other}");
        }
        for valid in ["33120015", "06139992", "39139993", "138008"] {
            assert!(insurer_number(&digits(valid)), "{valid}");
        }
        for other in ["33120014", "06139990", "5", ""] {
            assert!(!insurer_number(&digits(other)), "{other}");
        }
    }
}
