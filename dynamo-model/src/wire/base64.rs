//! Base64 as DynamoDB uses it for binary values: the standard alphabet, always padded.
//!
//! Sixty lines of our own, because the rules for what is refused belong to the wire.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const INVALID: u8 = 0xFF;

/// The six bits of each character of the alphabet.
const VALUES: [u8; 256] = {
    let mut values = [INVALID; 256];
    let mut at = 0;
    while at < ALPHABET.len() {
        values[ALPHABET[at] as usize] = at as u8;
        at += 1;
    }
    values
};

/// Why a text is not base64.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Base64Error {
    /// The length is not a multiple of four.
    Length(usize),
    /// A character is not of the alphabet, or the padding is wrong.
    Character,
}

/// Appends the base64 of `bytes`.
pub(super) fn encode(bytes: &[u8], out: &mut Vec<u8>) {
    out.reserve(bytes.len().div_ceil(3) * 4);
    let letter = |bits: u32| ALPHABET[(bits & 63) as usize];
    let (groups, rest) = bytes.as_chunks::<3>();
    for &[a, b, c] in groups {
        let bits = u32::from_be_bytes([0, a, b, c]);
        out.extend_from_slice(&[letter(bits >> 18), letter(bits >> 12), letter(bits >> 6), letter(bits)]);
    }
    match *rest {
        [a] => {
            let bits = u32::from_be_bytes([0, a, 0, 0]);
            out.extend_from_slice(&[letter(bits >> 18), letter(bits >> 12), b'=', b'=']);
        }
        [a, b] => {
            let bits = u32::from_be_bytes([0, a, b, 0]);
            out.extend_from_slice(&[letter(bits >> 18), letter(bits >> 12), letter(bits >> 6), b'=']);
        }
        _ => {}
    }
}

/// The bytes of a base64 text. Bits that the padding leaves over must be zero, so that each value has one text.
pub(super) fn decode(text: &str) -> Result<Vec<u8>, Base64Error> {
    let (groups, rest) = text.as_bytes().as_chunks::<4>();
    if !rest.is_empty() {
        return Err(Base64Error::Length(text.len()));
    }
    let Some((last, groups)) = groups.split_last() else { return Ok(Vec::new()) };
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    for group in groups {
        let [_, a, b, c] = bits(group)?.to_be_bytes();
        out.extend_from_slice(&[a, b, c]);
    }
    match *last {
        [a, b, b'=', b'='] => match bits(&[a, b, b'A', b'A'])?.to_be_bytes() {
            [_, byte, 0, 0] => out.push(byte),
            _ => return Err(Base64Error::Character),
        },
        [a, b, c, b'='] => match bits(&[a, b, c, b'A'])?.to_be_bytes() {
            [_, first, second, 0] => out.extend_from_slice(&[first, second]),
            _ => return Err(Base64Error::Character),
        },
        group => {
            let [_, a, b, c] = bits(&group)?.to_be_bytes();
            out.extend_from_slice(&[a, b, c]);
        }
    }
    Ok(out)
}

/// The 24 bits of four characters.
fn bits(group: &[u8; 4]) -> Result<u32, Base64Error> {
    let [a, b, c, d] = group.map(|letter| VALUES[usize::from(letter)]);
    if (a | b | c | d) & 0x80 != 0 {
        return Err(Base64Error::Character);
    }
    Ok(u32::from(a) << 18 | u32::from(b) << 12 | u32::from(c) << 6 | u32::from(d))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(bytes: &[u8]) -> String {
        let mut out = Vec::new();
        encode(bytes, &mut out);
        String::from_utf8(out).unwrap()
    }

    /// The vectors of RFC 4648, section 10.
    #[test]
    fn vectors() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(encoded(bytes.as_bytes()), text);
            assert_eq!(decode(text).unwrap(), bytes.as_bytes());
        }
    }

    #[test]
    fn refused() {
        assert_eq!(decode("23456"), Err(Base64Error::Length(5)));
        for text in ["=+/=", "+/+=", "Zg=g", "====", "Z===", "Zm9v====", "Zm9\n", "Zh=="] {
            assert_eq!(decode(text), Err(Base64Error::Character), "{text}");
        }
    }
}
