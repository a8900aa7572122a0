use std::cmp::Ordering;

use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, proptest};

use super::{MAX_DIGITS, Number, NumberError};

fn number(text: &str) -> Number {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn texts_of_one_number_are_one_number() {
    for texts in [
        &["0", "-0", "0.0", "000", "0e9", "+0", ".0", "0."][..],
        &["1", "1.0", "01", "1e0", "10e-1", "0.1E+1", "+1.000", "1."],
        &["-12.5", "-12.50", "-1.25e1", "-0125E-1"],
        &["100", "1e2", "100.000", "0.1e3"],
        &["1e-130", "0.1e-129", "10e-131"],
    ] {
        for text in texts {
            assert_eq!(number(text), number(texts[0]), "{text}");
        }
    }
}

#[test]
fn a_number_is_written_in_plain_digits() {
    let cases = [
        ("0", "0"),
        ("-0", "0"),
        ("1.50", "1.5"),
        ("1e3", "1000"),
        ("12e-3", "0.012"),
        ("-123.456", "-123.456"),
        ("1e-5", "0.00001"),
        ("0.1", "0.1"),
    ];
    for (text, written) in cases {
        assert_eq!(number(text).to_string(), written);
    }
    assert_eq!(number("1e125").to_string(), format!("1{:0<125}", ""));
    assert_eq!(number("-1e-130").to_string(), format!("-0.{:0>130}", "1"));
    let most = "99999999999999999999999999999999999999";
    assert_eq!(number(most).to_string(), most);
}

#[test]
fn what_is_no_number_is_refused() {
    let malformed = [
        "", "-", "+", ".", "e5", "1e", "1e+", "1.2.3", " 1", "1 ", "0x10", "NaN", "Infinity", "1_000", "--1",
        "1e5.0", "１",
    ];
    for text in malformed {
        assert_eq!(text.parse::<Number>(), Err(NumberError::Malformed(text.to_owned())));
    }
    assert_eq!("1".repeat(39).parse::<Number>(), Err(NumberError::TooPrecise));
    assert_eq!("0.".to_owned().parse::<Number>().map(|n| n.is_zero()), Ok(true));
    assert!(format!("{}{:0<80}", "1".repeat(38), "").parse::<Number>().is_ok());
    assert_eq!("1e126".parse::<Number>(), Err(NumberError::Overflow));
    assert_eq!("-1e126".parse::<Number>(), Err(NumberError::Overflow));
    assert!("9.9999999999999999999999999999999999999e125".parse::<Number>().is_ok());
    assert_eq!("1e-131".parse::<Number>(), Err(NumberError::Underflow));
    assert_eq!("1e99999999999999999999".parse::<Number>(), Err(NumberError::Overflow));
    assert_eq!("1e-99999999999999999999".parse::<Number>(), Err(NumberError::Underflow));
}

#[test]
fn order_goes_by_value() {
    let ordered = [
        "-9.9e125",
        "-100",
        "-99.9",
        "-1",
        "-0.5",
        "-1e-130",
        "0",
        "1e-130",
        "0.09",
        "0.1",
        "2",
        "10",
        "10.000001",
        "1e38",
        "1e125",
    ];
    for (position, text) in ordered.iter().enumerate() {
        for (other_position, other) in ordered.iter().enumerate() {
            assert_eq!(number(text).cmp(&number(other)), position.cmp(&other_position), "{text} and {other}");
        }
    }
}

#[test]
fn sums_are_exact_or_refused() {
    let sum = |a: &str, b: &str| number(a).checked_add(number(b));
    assert_eq!(sum("0.1", "0.2"), Ok(number("0.3")));
    assert_eq!(sum("1e37", "-1"), Ok(number(&"9".repeat(37))));
    assert_eq!(sum("1e38", "-1"), Ok(number(&"9".repeat(38))));
    assert_eq!(sum("1e38", "1"), Err(NumberError::TooPrecise));
    assert_eq!(sum("1e39", "-1"), Err(NumberError::TooPrecise));
    assert_eq!(sum("1e125", "1e-130"), Err(NumberError::TooPrecise));
    assert_eq!(sum("9e125", "1e125"), Err(NumberError::Overflow));
    assert_eq!(sum("5", "-5"), Ok(Number::ZERO));
    assert_eq!(sum("1e125", "0"), Ok(number("1e125")));
    assert_eq!(number("3").checked_sub(number("5")), Ok(number("-2")));
}

#[test]
fn neighbours_are_the_nearest_numbers() {
    let nines = "9".repeat(38);
    assert_eq!(number("200").predecessor(), Some(number(&format!("199.{}", "9".repeat(35)))));
    assert_eq!(number("1").successor(), Some(number(&format!("1.{:0>37}", "1"))));
    assert_eq!(number("1").predecessor(), Some(number(&format!("0.{nines}"))));
    assert_eq!(number("-1").successor(), Some(number(&format!("-0.{nines}"))));
    assert_eq!(Number::ZERO.successor(), Some(number("1e-130")));
    assert_eq!(Number::ZERO.predecessor(), Some(number("-1e-130")));
    assert_eq!(number("1e-130").predecessor(), Some(Number::ZERO));
    assert_eq!(number("-1e-130").successor(), Some(Number::ZERO));
    let largest = number("9.9999999999999999999999999999999999999e125");
    assert_eq!(largest.successor(), None);
    assert_eq!(largest.predecessor().and_then(Number::successor), Some(largest));
    assert_eq!((-largest).predecessor(), None);
}

#[test]
fn integers_that_do_not_fit_are_refused() {
    assert_eq!(u8::try_from(number("255")), Ok(255));
    assert_eq!(i8::try_from(number("-128")), Ok(-128));
    assert_eq!(u64::try_from(number("18446744073709551615")), Ok(u64::MAX));
    assert_eq!(i128::try_from(number("-1e37")), Ok(-10i128.pow(37)));
    for (text, fits) in [("256", false), ("-1", false), ("1.5", false), ("1e100", false), ("2.55e2", true)] {
        assert_eq!(u8::try_from(number(text)).is_ok(), fits, "{text}");
    }
    assert_eq!(Number::try_from(i128::MIN), Err(NumberError::TooPrecise));
    assert!(Number::try_from(f64::NAN).is_err());
    assert!(Number::try_from(f64::INFINITY).is_err());
    assert_eq!(Number::try_from(1e300), Err(NumberError::Overflow));
    assert_eq!(Number::try_from(0.1f32).map(|n| n.to_string()).as_deref(), Ok("0.1"));
}

fn any_number() -> impl Strategy<Value = Number> {
    (any::<bool>(), 0..10u128.pow(MAX_DIGITS), -130i32..=88)
        .prop_filter_map("out of range", |(negative, digits, exponent)| {
            Number::from_parts(negative, digits, exponent).ok()
        })
}

proptest! {
    #[test]
    fn a_number_reads_back(n in any_number()) {
        prop_assert_eq!(n.to_string().parse(), Ok(n));
    }

    #[test]
    fn neighbours_surround(n in any_number()) {
        for (next, order) in [(n.successor(), Ordering::Greater), (n.predecessor(), Ordering::Less)] {
            if let Some(next) = next {
                prop_assert_eq!(next.cmp(&n), order);
                let back = if order.is_gt() { next.predecessor() } else { next.successor() };
                prop_assert_eq!(back, Some(n));
            }
        }
    }

    #[test]
    fn integers_keep_order_and_sums(a in any::<i64>(), b in any::<i64>()) {
        let (x, y) = (Number::from(a), Number::from(b));
        prop_assert_eq!(x.cmp(&y), a.cmp(&b));
        let sum = i128::from(a) + i128::from(b);
        prop_assert_eq!(x.checked_add(y), Number::try_from(sum));
        prop_assert_eq!(i64::try_from(x), Ok(a));
        prop_assert_eq!(Number::try_from(i128::from(a)), Ok(x));
    }

    #[test]
    fn floats_come_back(bits in any::<u64>()) {
        let float = f64::from_bits(bits);
        if let Ok(n) = Number::try_from(float) {
            prop_assert_eq!(n.to_f64(), float);
        }
        if float.is_finite() && (1e-120..1e120).contains(&float.abs()) {
            prop_assert!(Number::try_from(float).is_ok());
        }
    }

    /// Both ways of making a float round as the reading of its text does.
    #[test]
    fn floats_are_the_nearest(negative: bool, coefficient in 0..1u64 << 56, exponent in -40..40i32) {
        let Ok(n) = Number::from_parts(negative, coefficient.into(), exponent) else { return Ok(()) };
        prop_assert_eq!(n.to_f64(), n.to_string().parse::<f64>().unwrap());
    }

    #[test]
    fn sums_and_differences_undo_each_other(a in any_number(), b in any_number()) {
        if let Ok(sum) = a.checked_add(b) {
            prop_assert_eq!(sum.checked_sub(b), Ok(a));
            prop_assert_eq!(b.checked_add(a), Ok(sum));
        }
    }
}
