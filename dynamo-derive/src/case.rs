//! The spelling of names: from Rust's to the attributes' and back.

use syn::LitStr;

/// How names in items are spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    Lower,
    Upper,
    Snake,
    Kebab,
    Camel,
    Pascal,
    ScreamingSnake,
}

const CASES: [(&str, Case); 7] = [
    ("lowercase", Case::Lower),
    ("UPPERCASE", Case::Upper),
    ("snake_case", Case::Snake),
    ("kebab-case", Case::Kebab),
    ("camelCase", Case::Camel),
    ("PascalCase", Case::Pascal),
    ("SCREAMING_SNAKE_CASE", Case::ScreamingSnake),
];

impl Case {
    /// The form of `rename_all = "…"`.
    pub(crate) fn parse(text: &LitStr) -> syn::Result<Self> {
        let value = text.value();
        if let Some((_, case)) = CASES.iter().find(|(name, _)| *name == value) {
            return Ok(*case);
        }
        let names: Vec<&str> = CASES.iter().map(|(name, _)| *name).collect();
        let hint = crate::suggest::hint(&value, &names);
        Err(syn::Error::new(text.span(), format!("unknown case `{value}`; {hint}")))
    }

    /// A Rust name in this case.
    pub(crate) fn apply(self, name: &str) -> String {
        let words = words(name);
        let capital = |word: &String| {
            let mut letters = word.chars();
            letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
        };
        match self {
            Self::Lower => words.concat(),
            Self::Upper => words.concat().to_uppercase(),
            Self::Snake => words.join("_"),
            Self::Kebab => words.join("-"),
            Self::ScreamingSnake => words.join("_").to_uppercase(),
            Self::Pascal => words.iter().map(capital).collect(),
            Self::Camel => {
                let (first, rest) = words.split_at(1.min(words.len()));
                first.iter().cloned().chain(rest.iter().map(capital)).collect()
            }
        }
    }
}

/// The words of a name in lower case: they begin after `_` and at capitals; `HTTPPort` has two.
fn words(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut words = vec![String::new()];
    for (at, letter) in letters.iter().enumerate() {
        if *letter == '_' {
            words.push(String::new());
            continue;
        }
        let before = at.checked_sub(1).and_then(|at| letters.get(at));
        let after_small = before.is_some_and(|before| before.is_lowercase() || before.is_numeric());
        let ends_capitals = before.is_some_and(|before| before.is_uppercase())
            && letters.get(at + 1).is_some_and(|after| after.is_lowercase());
        if letter.is_uppercase() && (after_small || ends_capitals) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.extend(letter.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_case() {
        let spelled = |case: Case| (case.apply("OrderLine"), case.apply("placed_at"));
        let both = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(spelled(Case::Lower), both("orderline", "placedat"));
        assert_eq!(spelled(Case::Upper), both("ORDERLINE", "PLACEDAT"));
        assert_eq!(spelled(Case::Snake), both("order_line", "placed_at"));
        assert_eq!(spelled(Case::Kebab), both("order-line", "placed-at"));
        assert_eq!(spelled(Case::Camel), both("orderLine", "placedAt"));
        assert_eq!(spelled(Case::Pascal), both("OrderLine", "PlacedAt"));
        assert_eq!(spelled(Case::ScreamingSnake), both("ORDER_LINE", "PLACED_AT"));
    }

    #[test]
    fn words_of_acronyms_and_digits() {
        assert_eq!(Case::Snake.apply("HTTPPort"), "http_port");
        assert_eq!(Case::Snake.apply("Sha256Sum"), "sha256_sum");
        assert_eq!(Case::Snake.apply("A"), "a");
        assert_eq!(Case::Camel.apply("_hidden"), "hidden");
    }
}
