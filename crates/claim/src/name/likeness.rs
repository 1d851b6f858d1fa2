//! How alike two names are, also across articles.

/// How likely two written names mean the same, from 0 to 1: equal but for case, accents and marks,
/// the surname of a full name, the initials of a body, or another spelling.
///
/// "Elena Marsh" and "Marsh" give 0.9, "Harbour Safety Agency" and "HSA" 0.9, "Zelensky" and
/// "Zelenskyy" 0.95, "Tom Berg" and "Ana Berg" 0.
#[must_use]
pub fn name_likeness(lhs: &str, rhs: &str) -> f64 {
    let lhs_words = words(lhs);
    let rhs_words = words(rhs);
    if lhs_words.is_empty() || rhs_words.is_empty() {
        return 0.0;
    }
    if lhs_words == rhs_words {
        return 1.0;
    }
    let (long, short) = if lhs_words.len() >= rhs_words.len() {
        (&lhs_words, &rhs_words)
    } else {
        (&rhs_words, &lhs_words)
    };
    if long.len() == short.len() {
        return same_length(long, short);
    }
    if short.len() == 1 {
        if is_initials(long, &short[0]) || long.last() == short.first() {
            return 0.9;
        }
        return long.last().filter(|last| is_spelling_of(last, &short[0])).map_or(0.0, |_| 0.8);
    }
    // "Elena M. Marsh", "Elena Maria Marsh"; "the Dunmore Harbour Safety Agency".
    let same_ends = long.first() == short.first() && long.last() == short.last();
    if same_ends || long.ends_with(short) { 0.9 } else { 0.0 }
}

fn same_length(lhs: &[String], rhs: &[String]) -> f64 {
    let mut likeness: f64 = 1.0;
    for (a, b) in lhs.iter().zip(rhs) {
        if a == b {
            continue;
        }
        let is_initial = a.starts_with(b.as_str()) && b.chars().count() == 1
            || b.starts_with(a.as_str()) && a.chars().count() == 1;
        if is_initial {
            likeness = likeness.min(0.85);
        } else if is_spelling_of(a, b) {
            likeness = likeness.min(0.95);
        } else {
            return 0.0;
        }
    }
    likeness
}

/// True for two spellings of one word: "Zelensky", "Zelenskyy"; "Gaddafi", "Qaddafi". Short words
/// differ by a letter too easily.
pub(crate) fn is_spelling_of(lhs: &str, rhs: &str) -> bool {
    let shorter = lhs.chars().count().min(rhs.chars().count());
    shorter >= 5
        && strsim::jaro_winkler(lhs, rhs) >= 0.93
        && is_near(lhs, rhs, shorter)
        && lhs.ends_with('s') == rhs.ends_with('s')
        && lhs.ends_with('a') == rhs.ends_with('a')
}

/// One letter more, less or other; in long words of one length two.
fn is_near(lhs: &str, rhs: &str, shorter: usize) -> bool {
    let distance = strsim::levenshtein(lhs, rhs);
    let are_one_length = lhs.chars().count() == rhs.chars().count();
    distance <= 1 || distance == 2 && shorter >= 8 && are_one_length
}

/// True if `short` is made of the first letters of the words.
pub(crate) fn is_initials(words: &[String], short: &str) -> bool {
    let short: Vec<char> = short.chars().filter(|char| char.is_alphanumeric()).collect();
    if short.len() < 2 {
        return false;
    }
    let firsts = |skip_small: bool| -> Vec<char> {
        words
            .iter()
            .filter(|word| !skip_small || word.chars().count() > 3)
            .filter_map(|word| word.chars().next())
            .collect()
    };
    firsts(false) == short || firsts(true) == short
}

/// Words in lower case without accents, dots and possessives.
pub(crate) fn words(name: &str) -> Vec<String> {
    name.split([' ', '\u{a0}', '\n', '\t'])
        .map(|word| {
            let word = word.trim_end_matches("'s").trim_end_matches("’s");
            word.chars()
                .flat_map(char::to_lowercase)
                .filter(|char| char.is_alphanumeric())
                .map(plain)
                .collect()
        })
        .filter(|word: &String| !word.is_empty())
        .collect()
}

/// A letter without its accent, for the letters that outlets write both ways.
fn plain(char: char) -> char {
    match char {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ā' => 'a',
        'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ę' => 'e',
        'í' | 'ì' | 'î' | 'ï' | 'ī' | 'ı' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' | 'ō' => 'o',
        'ú' | 'ù' | 'û' | 'ü' | 'ū' => 'u',
        'ñ' | 'ń' => 'n',
        'ç' | 'č' | 'ć' => 'c',
        'š' | 'ś' | 'ş' => 's',
        'ž' | 'ź' | 'ż' => 'z',
        'ł' => 'l',
        'ğ' => 'g',
        'ý' => 'y',
        other => other,
    }
}
