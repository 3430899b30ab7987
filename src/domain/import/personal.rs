//! Cells and columns that look like what names or reaches a person: they are not stored unless somebody says so.
//!
//! Recognised are e-mail addresses, telephone numbers and street addresses by their look, and those and names by the header.
//! What cannot be told from its look, a name in a column called "note", is not recognised.

use crate::pack::Pack;

/// What a cell or a column looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pack)]
pub enum Personal {
    Email,
    Phone,
    Address,
    Name,
}

/// Words of a header, by what they tell. A header of several words needs only one of them.
const WORDS: [(Personal, &[&str]); 4] = [
    (Personal::Email, &["email", "mail", "emailaddress"]),
    (Personal::Phone, &["phone", "telephone", "tel", "mobile", "fax", "telefon", "handy", "phonenumber", "cellphone"]),
    (Personal::Address, &["address", "street", "addr", "adresse", "strasse", "straße", "streetaddress"]),
    (
        Personal::Name,
        &["firstname", "lastname", "fullname", "surname", "forename", "vorname", "nachname", "familienname"],
    ),
];

/// Words that make the word "name" beside them that of a person.
const PERSONS: [&str; 12] =
    ["first", "last", "full", "customer", "contact", "owner", "client", "lead", "person", "user", "family", "given"];

/// How a street is called, in a word of its own.
const STREETS: [&str; 15] = [
    "street",
    "st",
    "avenue",
    "ave",
    "road",
    "rd",
    "lane",
    "ln",
    "drive",
    "dr",
    "boulevard",
    "blvd",
    "court",
    "ct",
    "way",
];

/// The same at the end of a word.
const ENDS: [&str; 7] = ["straße", "strasse", "str", "weg", "platz", "gasse", "allee"];

impl Personal {
    /// In words, for the columns of a file.
    pub fn words(self) -> &'static str {
        match self {
            Personal::Email => "e-mail addresses, not stored",
            Personal::Phone => "telephone numbers, not stored",
            Personal::Address => "addresses, not stored",
            Personal::Name => "names of persons, not stored",
        }
    }

    /// What a column's header tells.
    pub fn of_header(header: &str) -> Option<Personal> {
        let plain = header.to_ascii_lowercase().replace("e-mail", "email");
        let words: Vec<&str> =
            plain.split(|character: char| character.is_ascii() && !character.is_ascii_alphanumeric()).collect();
        let told = WORDS.iter().find(|(_, known)| words.iter().any(|word| known.contains(word)));
        let is_name = words == ["name"] || words.windows(2).any(|pair| pair[1] == "name" && PERSONS.contains(&pair[0]));
        told.map(|(personal, _)| *personal).or(is_name.then_some(Personal::Name))
    }

    /// What a cell looks like.
    pub fn of_cell(cell: &str) -> Option<Personal> {
        let cell = cell.trim();
        if is_email(cell) {
            Some(Personal::Email)
        } else if is_phone(cell) {
            Some(Personal::Phone)
        } else if is_street(cell) {
            Some(Personal::Address)
        } else {
            None
        }
    }

    /// What a column is, by its header or by the half of its cells.
    pub fn of_column<'a>(header: &str, cells: impl Iterator<Item = &'a str>) -> Option<Personal> {
        let told = Personal::of_header(header);
        if told.is_some() {
            return told;
        }
        let looks: Vec<Option<Personal>> = cells.map(Personal::of_cell).collect();
        let first = looks.iter().flatten().next().copied();
        first.filter(|first| looks.iter().filter(|look| **look == Some(*first)).count() * 2 >= looks.len())
    }
}

fn is_email(cell: &str) -> bool {
    match cell.split_once('@') {
        Some((user, host)) => {
            let parts = || host.split('.');
            !user.is_empty() && !cell.contains(' ') && parts().count() > 1 && parts().all(|part| !part.is_empty())
        }
        None => false,
    }
}

/// Eight to fifteen digits in groups, or behind a plus; not what could be a day or an amount.
fn is_phone(cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let signs = cell.bytes().all(|byte| byte.is_ascii_digit() || b"+()-/ .".contains(&byte));
    let groups = cell.split(|character: char| !character.is_ascii_digit()).filter(|group| !group.is_empty());
    let lengths: Vec<usize> = groups.map(str::len).collect();
    let is_day = lengths.first() == Some(&4) && lengths.len() >= 3 || lengths.iter().take(3).all(|length| *length <= 2);
    signs
        && (8..=15).contains(&digits)
        && (cell.starts_with('+') || cell.starts_with('(') || lengths.len() >= 3 && !is_day && !cell.contains('.'))
        && !(lengths.len() == 3 && lengths[2] == 4 && lengths[0] <= 2)
}

/// A number and a word that is called like a street.
fn is_street(cell: &str) -> bool {
    let words: Vec<String> = cell.split([' ', ',']).map(|word| word.trim_matches('.').to_ascii_lowercase()).collect();
    let has_number =
        words.iter().any(|word| word.bytes().next().is_some_and(|byte| byte.is_ascii_digit()) && word.len() <= 6);
    let is_called = |word: &String| STREETS.contains(&word.as_str()) || ENDS.iter().any(|end| word.ends_with(end));
    words.len() >= 2 && has_number && words.iter().any(is_called)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_that_name_or_reach_a_person_are_told_by_their_look() {
        let cases: [(&str, Option<Personal>); 26] = [
            ("ann@example.org", Some(Personal::Email)),
            ("a.b+c@mail.example.co.uk", Some(Personal::Email)),
            ("@home", None),
            ("50@noon", None),
            ("+49 170 1234567", Some(Personal::Phone)),
            ("(214) 555-0123", Some(Personal::Phone)),
            ("214-555-0123", Some(Personal::Phone)),
            ("214 555 01 23", Some(Personal::Phone)),
            ("2025-12-31", None),
            ("2025-12-31 10:15:30", None),
            ("31.12.2025", None),
            ("31/12/2025", None),
            ("12-31-2025", None),
            ("1.234.567", None),
            ("1 234 567", None),
            ("123456789", None),
            ("1735689600", None),
            ("75209-1234", None),
            ("12 Twelve Oaks Lane", Some(Personal::Address)),
            ("742 Evergreen Ter, 5 Main St.", Some(Personal::Address)),
            ("Hauptstraße 5", Some(Personal::Address)),
            ("Lindenweg 12a", Some(Personal::Address)),
            ("street", None),
            ("Highway", None),
            ("paid search 2025", None),
            ("", None),
        ];
        for (cell, expect) in cases {
            assert_eq!(Personal::of_cell(cell), expect, "{cell}");
        }
    }

    #[test]
    fn headers_tell_and_those_of_other_names_do_not() {
        let cases: [(&str, Option<Personal>); 14] = [
            ("E-Mail", Some(Personal::Email)),
            ("contact_email", Some(Personal::Email)),
            ("Phone Number", Some(Personal::Phone)),
            ("street_address", Some(Personal::Address)),
            ("Name", Some(Personal::Name)),
            ("customer name", Some(Personal::Name)),
            ("last_name", Some(Personal::Name)),
            ("Vorname", Some(Personal::Name)),
            ("campaign_name", None),
            ("channel_name", None),
            ("device", None),
            ("email_opens", Some(Personal::Email)),
            ("hotel", None),
            ("", None),
        ];
        for (header, expect) in cases {
            assert_eq!(Personal::of_header(header), expect, "{header}");
        }
    }

    #[test]
    fn a_column_is_what_half_of_its_cells_are() {
        let of = |cells: &[&'static str]| Personal::of_column("contact", cells.iter().copied());
        assert_eq!(of(&["a@b.org", "none", "c@d.org"]), Some(Personal::Email));
        assert_eq!(of(&["a@b.org", "none", "nothing"]), None);
        assert_eq!(of(&[]), None);
    }
}
