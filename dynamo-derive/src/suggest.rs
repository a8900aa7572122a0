//! "Did you mean": the known word that is nearest to an unknown one.

/// The nearest of the known words, if one is near enough to be a slip of the finger.
pub(crate) fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let allowed = (word.chars().count() / 3).max(1);
    let word_lower = word.to_lowercase();
    known
        .into_iter()
        .map(|candidate| (distance(&word_lower, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// The end of a message about an unknown word: the nearest one, else all of them.
pub(crate) fn hint(word: &str, known: &[&str]) -> String {
    match nearest(word, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => "there are none".to_owned(),
        None => format!("there are {}", list(known)),
    }
}

/// Words in backticks with commas and a last `and`.
pub(crate) fn list(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => format!("`{only}`"),
        [head @ .., last] => {
            let head: Vec<String> = head.iter().map(|word| format!("`{word}`")).collect();
            format!("{} and `{last}`", head.join(", "))
        }
    }
}

/// How many letters must be changed, added, left out or swapped with their neighbour.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let width = b.len() + 1;
    let mut costs: Vec<usize> = (0..width * (a.len() + 1)).map(|at| at % width).collect();
    for row in 1..=a.len() {
        costs[row * width] = row;
        for column in 1..=b.len() {
            let differs = usize::from(a[row - 1] != b[column - 1]);
            let cost = |rows: usize, columns: usize| costs[(row - rows) * width + column - columns];
            let mut least = (cost(1, 0) + 1).min(cost(0, 1) + 1).min(cost(1, 1) + differs);
            if row > 1 && column > 1 && a[row - 1] == b[column - 2] && a[row - 2] == b[column - 1] {
                least = least.min(cost(2, 2) + 1);
            }
            costs[row * width + column] = least;
        }
    }
    costs[width * (a.len() + 1) - 1]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_found() {
        assert_eq!(nearest("custmer_id", ["order_id", "customer_id"]), Some("customer_id"));
        assert_eq!(nearest("idnex", ["index", "key"]), Some("index"));
        assert_eq!(nearest("Gsi2", ["Gsi1"]), Some("Gsi1"));
        assert_eq!(nearest("total", ["note"]), None);
    }

    #[test]
    fn hints_read_as_sentences() {
        assert_eq!(hint("kye", &["key", "index"]), "did you mean `key`?");
        assert_eq!(hint("something", &["key", "index"]), "there are `key` and `index`");
    }
}
