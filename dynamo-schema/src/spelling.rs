//! The spelling of names: from Rust's to those of attributes and kinds, and back. A derive and the generator spell alike.

/// How names in items are spelled.
///
/// ```
/// use dynamo_schema::Spelling;
///
/// assert_eq!(Spelling::parse("camelCase"), Some(Spelling::Camel));
/// assert_eq!(Spelling::Camel.apply("placed_at"), "placedAt");
/// assert_eq!(Spelling::Snake.apply("HTTPPort"), "http_port");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Spelling {
    /// `orderline`
    Lower,
    /// `ORDERLINE`
    Upper,
    /// `order_line`
    Snake,
    /// `order-line`
    Kebab,
    /// `orderLine`
    Camel,
    /// `OrderLine`
    Pascal,
    /// `ORDER_LINE`
    ScreamingSnake,
}

impl Spelling {
    /// All spellings by the names that `rename_all` knows them by.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("lowercase", Self::Lower),
        ("UPPERCASE", Self::Upper),
        ("snake_case", Self::Snake),
        ("kebab-case", Self::Kebab),
        ("camelCase", Self::Camel),
        ("PascalCase", Self::Pascal),
        ("SCREAMING_SNAKE_CASE", Self::ScreamingSnake),
    ];

    /// The spelling of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, spelling)| *spelling)
    }

    /// The name that `rename_all` knows it by.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(_, spelling)| *spelling == self).map_or("", |(name, _)| name)
    }

    /// A name in this spelling.
    pub fn apply(self, name: &str) -> String {
        let words = words(name);
        match self {
            Self::Lower => words.concat(),
            Self::Upper => words.concat().to_uppercase(),
            Self::Snake => words.join("_"),
            Self::Kebab => words.join("-"),
            Self::ScreamingSnake => words.join("_").to_uppercase(),
            Self::Pascal => words.iter().map(|word| capital(word)).collect(),
            Self::Camel => {
                let (first, rest) = words.split_at(1.min(words.len()));
                first.iter().cloned().chain(rest.iter().map(|word| capital(word))).collect()
            }
        }
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// The words of a name in lower case. One begins after anything that is no letter or digit, at a capital after a small
/// letter or digit, and at the last of several capitals when a small letter follows.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before: Option<char> = None;
    let mut letters = name.chars().peekable();
    while let Some(letter) = letters.next() {
        if !letter.is_alphanumeric() {
            before = None;
            continue;
        }
        let begins = match before {
            None => true,
            Some(_) if !letter.is_uppercase() => false,
            Some(before) if before.is_lowercase() || before.is_numeric() => true,
            Some(_) => letters.peek().is_some_and(|after| after.is_lowercase()),
        };
        if begins {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.extend(letter.to_lowercase());
        }
        before = Some(letter);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::Spelling;

    #[test]
    fn every_spelling() {
        let spelled = |spelling: Spelling| (spelling.apply("OrderLine"), spelling.apply("placed_at"));
        let both = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(spelled(Spelling::Lower), both("orderline", "placedat"));
        assert_eq!(spelled(Spelling::Upper), both("ORDERLINE", "PLACEDAT"));
        assert_eq!(spelled(Spelling::Snake), both("order_line", "placed_at"));
        assert_eq!(spelled(Spelling::Kebab), both("order-line", "placed-at"));
        assert_eq!(spelled(Spelling::Camel), both("orderLine", "placedAt"));
        assert_eq!(spelled(Spelling::Pascal), both("OrderLine", "PlacedAt"));
        assert_eq!(spelled(Spelling::ScreamingSnake), both("ORDER_LINE", "PLACED_AT"));
    }

    #[test]
    fn words_of_acronyms_and_digits() {
        assert_eq!(Spelling::Snake.apply("HTTPPort"), "http_port");
        assert_eq!(Spelling::Snake.apply("Sha256Sum"), "sha256_sum");
        assert_eq!(Spelling::Snake.apply("A"), "a");
        assert_eq!(Spelling::Camel.apply("_hidden"), "hidden");
    }
}
