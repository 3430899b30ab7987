//! A corpus of polluted CSV files, each beside the reading that is expected of it. The readings are worked out by hand,
//! so that no reader of CSV checks itself.

mod code_pages;
mod damage;
mod delimiters;
mod encodings;
mod escapes;
mod expected;
mod footers;
mod gzip;
mod headers;
mod ids;
mod line_breaks;
mod line_ends;
mod lines;
mod numbers;
mod packed;
mod preambles;
mod quotes;
mod ragged;
mod scripts;
mod shapes;
mod times;

use expected::Expected;
use std::fs;
use std::io;
use std::path::Path;

/// One file with its pollution.
pub struct Case {
    name: &'static str,
    /// What follows the name and a dot.
    ending: &'static str,
    pollution: &'static str,
    bytes: Vec<u8>,
    expected: Expected,
}

/// Writes the files and their expected readings into `folder`, over those that are there.
pub fn write(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for case in cases() {
        fs::write(folder.join(format!("{}.{}", case.name, case.ending)), &case.bytes)?;
        fs::write(folder.join(format!("{}.json", case.name)), case.expected.json(case.pollution))?;
    }
    Ok(())
}

fn cases() -> Vec<Case> {
    let subjects = [
        delimiters::cases(),
        quotes::cases(),
        escapes::cases(),
        line_ends::cases(),
        line_breaks::cases(),
        encodings::cases(),
        code_pages::cases(),
        headers::cases(),
        preambles::cases(),
        footers::cases(),
        ragged::cases(),
        shapes::cases(),
        numbers::cases(),
        ids::cases(),
        times::cases(),
        scripts::cases(),
        damage::cases(),
        packed::cases(),
    ];
    subjects.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_case_has_its_own_name_and_bytes_and_one_sentence() {
        let mut names = HashSet::new();
        let mut files = HashSet::new();
        for case in cases() {
            assert!(names.insert(case.name), "{}", case.name);
            assert!(case.pollution.ends_with('.') && !case.pollution.contains(". "), "{}", case.name);
            assert!(files.insert(case.bytes), "{}", case.name);
        }
        assert!(names.len() >= 70);
    }

    #[test]
    fn rows_are_as_wide_as_the_header_or_are_said_to_be_ragged() {
        for case in cases() {
            let width = case.expected.names.len();
            let longer = case.expected.rows.iter().filter(|row| row.len() > width).count();
            assert!(case.expected.rows.iter().all(|row| row.len() >= width), "{}", case.name);
            assert!(case.expected.ragged.len() >= longer, "{}", case.name);
        }
    }

    #[test]
    fn the_kept_files_are_those_that_are_written() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data/hostile");
        for case in cases() {
            let kept = fs::read(folder.join(format!("{}.{}", case.name, case.ending))).unwrap();
            assert!(kept == case.bytes, "{}", case.name);
            let reading = fs::read_to_string(folder.join(format!("{}.json", case.name))).unwrap();
            assert_eq!(reading, case.expected.json(case.pollution), "{}", case.name);
        }
        assert_eq!(fs::read_dir(folder).unwrap().count(), 2 * cases().len());
    }

    #[test]
    fn late_letters_lie_behind_what_a_guess_may_look_at() {
        for (name, ascii) in [("utf8_only_near_end", 10_000), ("windows_1252_only_near_end", 65_536)] {
            let case = cases().into_iter().find(|case| case.name == name).unwrap();
            assert!(case.bytes[..ascii].is_ascii() && !case.bytes.is_ascii());
        }
    }
}
