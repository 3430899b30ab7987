//! Whether a first row names the columns.

use super::*;

fn evidence(text: &str) -> HeaderEvidence {
    let known = |name: &str| ["email", "conversion", "channel", "time", "customer"].contains(&name);
    Layout::of(text.as_bytes(), &Dialect::default(), None, known).header
}

#[test]
fn rows_of_values_have_no_header_though_their_words_are_known() {
    assert_eq!(evidence("email,2025-01-01,conversion\nads,2025-01-02,email\n"), HeaderEvidence::Values);
    assert_eq!(evidence("1,email,channel\n2,ads,time\n"), HeaderEvidence::Values);
    assert_eq!(evidence("customer,time,channel\nc1,2025-01-01,email\n"), HeaderEvidence::KnownNames);
}

#[test]
fn years_and_months_in_a_row_are_names() {
    let years = "region,2023,2024,2025\nnorth,5,6,7\nsouth,1,2,3\n";
    assert!(evidence(years).is_header());
    assert!(evidence("region,2025-01,2025-02\nnorth,5,6\nsouth,1,2\n").is_header());
    assert_eq!(evidence("a,2023,7\nb,2024,8\n"), HeaderEvidence::Values);
}

#[test]
fn a_header_may_stand_again_and_a_word_of_it_once_in_many_rows() {
    let rows: String = (0..80).map(|at| format!("w{at},{}\n", ["north", "south"][at % 2])).collect();
    assert_eq!(evidence(&format!("word,side\n{rows}word,north\n")), HeaderEvidence::Distinct);
    assert_eq!(evidence(&format!("word,side\n{rows}word,side\nword,side\n")), HeaderEvidence::Distinct);
    assert_eq!(evidence(&format!("w,north\n{rows}")), HeaderEvidence::Values);
}
