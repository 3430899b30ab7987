//! Import, case by case: what is accepted, what is rejected with which words, what is refused.

use super::*;

const HEADER: &str = "property_id,primary_persona,sii_score,zip_code,estimated_value\n";

/// The ids of a file of which nothing is rejected.
fn accepted(csv: &[u8]) -> Vec<String> {
    let import = read_leads(csv).expect("a leads file");
    assert_eq!(import.rejected, []);
    assert_eq!(import.read as usize, import.leads.len());
    (0..import.leads.len()).map(|index| import.leads.id(index).to_owned()).collect()
}

/// The words of every rejection among so many rows, and that no row is lost.
fn check_rejected(read: usize, rows: impl AsRef<[u8]>, expect: &[&str]) {
    let csv = [HEADER.as_bytes(), rows.as_ref()].concat();
    let import = read_leads(csv.as_slice()).expect("a fault of a row does not refuse the file");
    let words: Vec<String> = import.rejected.iter().map(Rejection::to_string).collect();
    assert_eq!(words, expect);
    assert_eq!((import.read as usize, import.leads.len() + import.rejected.len()), (read, read));
}

fn check_refused(csv: impl AsRef<[u8]>, expect: &str) {
    let fault = read_leads(csv.as_ref()).expect_err("a fault of the file");
    assert_eq!(fault.to_string(), expect);
}

#[test]
fn columns_go_by_name_in_any_order_and_extra_ones_are_ignored() {
    let csv = b"shoe_size,SII_Score , primary_persona,property_id\n44,91.5,Proof_Seeker,p1\n";
    let import = read_leads(csv.as_slice()).expect("a leads file");
    assert_eq!((import.leads.id(0), import.leads.rows()[0].sii), ("p1", 91.5));
    assert_eq!(import.absent_columns.len(), KNOWN_COLUMNS.len() - 3);
    assert!(import.absent_columns.contains(&"risk_score".to_owned()));
}

#[test]
fn quotes_bom_crlf_and_a_missing_last_newline_are_read() {
    let plain = b"property_id,primary_persona,sii_score\np1,A,1\np2,A,1\n";
    assert_eq!(accepted(plain), ["p1", "p2"]);
    assert_eq!(accepted(b"\xef\xbb\xbfproperty_id,primary_persona,sii_score\r\np1,A,1\r\np2,A,1"), ["p1", "p2"]);
    assert_eq!(accepted(b"property_id,primary_persona,sii_score\n\"p,\"\"1\"\"\",A,1\n"), ["p,\"1\""]);
    assert_eq!(accepted(b"property_id,primary_persona,sii_score,city\np1,A,1,\"Dal\nlas\"\np2,A,1,"), ["p1", "p2"]);
    assert_eq!(accepted(b"\n\nproperty_id,primary_persona,sii_score\n\np1,A,1\n\n"), ["p1"]);
}

#[test]
fn a_row_is_rejected_with_its_place_and_its_reason() {
    check_rejected(1, "p1,A,n/a,,\n", &["row 1 (line 2), sii_score: \"n/a\" is not a number; the row was left out"]);
    check_rejected(1, "p1,A,inf,,\n", &["row 1 (line 2), sii_score: \"inf\" is not a number; the row was left out"]);
    check_rejected(1, "p1,,90,,\n", &["row 1 (line 2), primary_persona: is blank; the row was left out"]);
    check_rejected(1, "p1, NULL ,90,,\n", &["row 1 (line 2), primary_persona: is blank; the row was left out"]);
    check_rejected(1, " ,A,90,,\n", &["row 1 (line 2), property_id: is blank; the row was left out"]);
    check_rejected(1, "p1,A,,,\n", &["row 1 (line 2), sii_score: is blank; the row was left out"]);
    check_rejected(
        1,
        "p1,A,90,75209,-5\n",
        &["row 1 (line 2), estimated_value: \"-5\" is not between 0 and 10000000000; the row was left out"],
    );
}

#[test]
fn the_later_of_two_rows_with_one_id_is_rejected() {
    check_rejected(
        3,
        "p1,A,90,,\n\"p2\",A,91,,\np1,B,92,,\n",
        &["row 3 (line 4), property_id: \"p1\" stands already on line 2; the row was left out"],
    );
}

#[test]
fn ragged_rows_are_rejected() {
    check_rejected(
        3,
        "p1,A,90\np2,A,90,75209,100\np3,A,90,75209,100,extra\n",
        &[
            "row 1 (line 2): the row has 3 cells, the header 5; the row was left out",
            "row 3 (line 4): the row has 6 cells, the header 5; the row was left out",
        ],
    );
}

#[test]
fn a_quote_that_never_closes_is_reported_with_all_it_swallowed() {
    check_rejected(
        2,
        "p1,A,90,,\np2,\"A,90,,\np3,A,90,,\np4,A,90,,\n",
        &["row 2 (line 3): the row does not end, as when a quote never closes: it and all behind it, to line 5, \
           are one row; the row was left out"],
    );
}

#[test]
fn bytes_that_are_not_utf8_harm_only_the_columns_that_are_read() {
    let header = b"property_id,primary_persona,sii_score,city\n";
    assert_eq!(accepted(&[header.as_slice(), b"p1,A,90,M\xfcnchen\n"].concat()), ["p1"]);
    // Once the file has shown that it is UTF-8, a byte that is none harms its row alone.
    let mut rows: Vec<u8> = "ü,A,90,,\n".repeat(10).into_bytes();
    for (row, letter) in (0..10).zip(b'a'..) {
        rows[row * 10] = letter;
        rows[row * 10 + 1] = b'x';
    }
    let rows = [rows.as_slice(), "éèêëïîôöûü,A,90,,\n".as_bytes(), b"p\xff1,A,90,,\n"].concat();
    check_rejected(
        12,
        rows,
        &["row 12 (line 13), property_id: \"p\u{fffd}1\" is not UTF-8 text; the row was left out"],
    );
}

#[test]
fn other_separators_and_encodings_are_read_without_a_word() {
    assert_eq!(accepted(b"property_id;primary_persona;sii_score\np1;A;90\n"), ["p1"]);
    assert_eq!(accepted(b"property_id\tprimary_persona\tsii_score\np1\tA\t90\n"), ["p1"]);
    assert_eq!(accepted(b"property_id,primary_persona,sii_score\nM\xfcnchen,A,90\n"), ["München"]);
    let utf16: Vec<u8> =
        "property_id,primary_persona,sii_score\nMünchen,A,90\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(accepted(&utf16), ["München"]);
    assert_eq!(accepted(&[b"\xff\xfe".as_slice(), &utf16].concat()), ["München"]);
}

#[test]
fn ten_megabytes_in_one_cell_are_one_rejected_row() {
    let huge = "x".repeat(10 << 20);
    let excerpt = "x".repeat(80);
    check_rejected(
        2,
        format!("{huge},A,90,,\np2,A,90,,\n"),
        &[&format!("row 1 (line 2), property_id: \"{excerpt}…\" is longer than 200 bytes; the row was left out")],
    );
}

#[test]
fn hostile_text_is_text() {
    let csv = b"property_id,primary_persona,sii_score\n<img src=x onerror=alert(1)>,=1+1,90\n";
    assert_eq!(accepted(csv), ["<img src=x onerror=alert(1)>"]);
}

#[test]
fn a_file_that_holds_the_end_mark_is_read_to_its_end() {
    let csv = b"property_id,primary_persona,sii_score\np1,A,90\n\x00end of file\x00\np2,A,90\n";
    let import = read_leads(csv.as_slice()).expect("two zeros do not make a file binary");
    assert_eq!((import.read, import.leads.len(), import.rejected.len()), (3, 2, 1));
    let rows: String = (0..2_000).map(|row| format!("q{row},A,90,,\n")).collect();
    check_rejected(
        2_002,
        rows + "\x00end of file\x00\np2,A,90,,\n",
        &["row 2001 (line 2002): the row has 1 cells, the header 5; the row was left out"],
    );
}

#[test]
fn faults_of_the_file_refuse_it() {
    check_refused("", "The file is empty.");
    check_refused("\n\n", "The file is empty.");
    check_refused(HEADER, "The file holds a header and no rows.");
    check_refused(
        "p1,A,90\np2,A,91\n",
        "The first line is no header: it names none of the columns of a leads file. Found: p1, a, 90.",
    );
    check_refused(
        "property_id,city\np1,Dallas\n",
        "The file lacks primary_persona, sii_score. Found: property_id, city.",
    );
    check_refused(
        b"PK\x03\x04\x14\x00",
        "The file is a spreadsheet or another ZIP archive, not text. Save or export it as CSV.",
    );
    check_refused(
        b"property_id\0\0\0\0\0\0\0",
        "The file is not text: byte 11 is 0, and so are many others, which no text holds. Export it as CSV.",
    );
    check_refused(
        "property_id,\"primary_persona,sii_score\np1,A,90\n",
        "The header opens a quote that never closes, so that no row can be told from it.",
    );
}

#[test]
fn the_same_bytes_have_the_same_checksum_however_they_arrive() {
    /// One byte a read.
    struct Drip<'a>(&'a [u8]);
    impl Read for Drip<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            self.0.read(&mut buffer[..1])
        }
    }
    let csv = format!("{HEADER}p1,A,90,75209,100\n");
    let whole = read_leads(csv.as_bytes()).expect("a leads file");
    assert_eq!(whole, read_leads(Drip(csv.as_bytes())).expect("a leads file"));
    let other = read_leads(csv.replace("p1", "p2").as_bytes()).expect("a leads file");
    assert_ne!(whole.checksum, other.checksum);
}

#[test]
fn a_source_that_fails_is_reported() {
    struct Gone;
    impl Read for Gone {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("the file was moved"))
        }
    }
    let fault = read_leads(HEADER.as_bytes().chain(Gone)).expect_err("the source fails");
    assert_eq!(fault.to_string(), "The file could not be read to its end: the file was moved.");
}

#[test]
fn lines_are_those_of_an_editor_whatever_ends_and_parts_the_rows() {
    let rows = ["p1,A,90,,", "p2,A,x,,", "\"p\n3\",A,90,,", "p1,A,90,,"];
    let expect = |second: u32, third: u32, fourth: u32| {
        [
            format!("row 2 (line {second}), sii_score: \"x\" is not a number; the row was left out"),
            format!("row 3 (line {third}), property_id: \"p\n3\" holds a control character; the row was left out"),
            format!("row 4 (line {fourth}), property_id: \"p1\" stands already on line 2; the row was left out"),
        ]
    };
    let check = |between: &str, lines: [String; 3]| {
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let csv =
            HEADER.replace('\n', between).trim_end_matches(['\r', '\n']).to_owned() + between + &rows.join(between);
        let import = read_leads(csv.as_bytes()).expect("a leads file");
        let words: Vec<String> = import.rejected.iter().map(Rejection::to_string).collect();
        assert_eq!(words, lines, "{between:?}");
    };
    check("\n", expect(3, 4, 6));
    check("\r\n", expect(3, 4, 6));
    let blank = |line: u32, words: [String; 3]| {
        words.map(|word| word.replace("already on line 2", &format!("already on line {line}")))
    };
    check("\n\n", blank(3, expect(5, 7, 10)));
    check("\r\n\r\n", blank(3, expect(5, 7, 10)));
}

#[test]
fn a_row_without_an_end_is_cut_off_and_what_is_behind_it_is_counted() {
    let rows = 3_000_000_u64;
    let head = format!("{HEADER}p1,A,90,,\np2,\"A,90,,\n");
    // Lines in the midst of the row, where it is given up as well as behind.
    let lines = vec![b"x\n".repeat(1 << 20); 35].concat();
    let endless = lines.as_slice().chain(std::io::repeat(b'\n').take(rows));
    let import = read_leads(head.as_bytes().chain(endless)).expect("a fault of a row");
    assert_eq!((import.read, import.leads.len(), import.rejected.len()), (2, 1, 1));
    assert_eq!(import.rejected[0].reason, Reason::Endless { last_line: 3 + 35 * (1 << 20) + rows });
    assert_eq!(import.bytes, head.len() as u64 + (70 << 20) + rows);
}

#[test]
fn a_binary_file_is_refused_from_its_first_bytes() {
    // Would never end.
    let zeros = std::io::repeat(0);
    let fault = read_leads(b"PK".chain(zeros)).expect_err("binary");
    assert_eq!(fault, FileFault::Binary { offset: 2 });
    assert_eq!(accepted(b"property_id,primary_persona,sii_score,city\np1,A,90,\x02\n"), ["p1"]);
}
