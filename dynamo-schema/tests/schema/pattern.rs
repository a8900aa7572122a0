//! Patterns of attributes.

use dynamo_schema::Pattern;

fn matches(pattern: &str, yes: &[&str], no: &[&str]) {
    let parsed = Pattern::parse(pattern).unwrap_or_else(|error| panic!("{pattern}: {error}"));
    for text in yes {
        assert!(parsed.matches(text), "`{pattern}` matches `{text}`");
    }
    for text in no {
        assert!(!parsed.matches(text), "`{pattern}` does not match `{text}`");
    }
}

#[test]
fn a_pattern_is_for_the_whole_text() {
    matches("a", &["a"], &["", "aa", "ba", "ab"]);
    matches("^a$", &["a"], &["", "aa", "^a$"]);
    matches("", &[""], &["a"]);
    matches("a|bc|", &["a", "bc", ""], &["abc", "b"]);
    matches("^a|b$", &["a", "b"], &["ab"]);
}

#[test]
fn classes_and_escapes() {
    matches("[A-Z]{2}", &["NL"], &["N", "NLD", "nl", "ÄÖ"]);
    matches("[^#/]+", &["ab", "é"], &["", "a#", "/"]);
    matches(r"\d+\.\d\d", &["1.25", "100.00"], &["1,25", ".25", "1.2"]);
    matches(r"[\w.-]+@[\w-]+(\.[\w-]+)+", &["ada@lovelace.example"], &["ada@", "ada@x", "a b@x.y"]);
    matches(r"[\]\\^-]+", &["]", "\\", "^", "-"], &["["]);
    matches("[+-]?x", &["+x", "-x", "x"], &["*x"]);
    matches(".", &["a", "é", "\n"], &["", "ab"]);
    matches(r"a\sb", &["a b", "a\tb", "a\nb"], &["ab"]);
    matches(r"\(\)\{\}\$", &["(){}$"], &["()"]);
}

#[test]
fn repetitions() {
    matches("a*b+c?", &["b", "aabbc", "bc"], &["a", "ac", "bcc"]);
    matches("(ab){2,3}", &["abab", "ababab"], &["ab", "abababab"]);
    matches("a{2,}", &["aa", "aaaaa"], &["a"]);
    matches("a{0}b", &["b"], &["ab"]);
    matches("(a|b*)*c", &["c", "abbac"], &["d"]);
    matches("(()|a)*", &["", "aaa"], &["b"]);
}

#[test]
fn what_is_no_pattern_says_where() {
    for (pattern, position) in [
        ("[A-Z", 4),
        ("[]", 2),
        ("[z-a]", 4),
        ("(a", 2),
        ("a)", 1),
        ("*a", 0),
        ("a**", 2),
        ("a{2", 3),
        ("a{3,2}", 5),
        ("a{1001}", 2),
        ("a{x}", 2),
        ("(?i)a", 1),
        (r"\q", 1),
        ("a^", 1),
        ("$a", 0),
        ("a]", 1),
    ] {
        let error = Pattern::parse(pattern).expect_err(pattern);
        assert_eq!(error.position(), position, "{pattern}: {error}");
    }
    assert!(Pattern::parse(&"(".repeat(100_000)).is_err());
    assert!(Pattern::parse("((a{1000}){1000}){1000}").is_err());
    assert!(Pattern::parse("(((){1000}){1000}){1000}").is_err());
}

/// A matcher that tries one way after the other would need longer than the universe is old.
#[test]
fn no_text_takes_long() {
    let pattern = Pattern::parse("(a*)*(a*)*(a|a|aa)*b").unwrap();
    assert!(!pattern.matches(&"a".repeat(5_000)));
}
