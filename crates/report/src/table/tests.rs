//! What a spreadsheet gets.

use crate::COLUMNS;
use crate::invented::{Invented, bridge};
use compare::{Kind, Relation, Verdict};

fn rows(csv: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
    let record = |it: csv::StringRecord| it.iter().map(str::to_owned).collect();
    reader.records().map(|it| record(it.expect("rows of one length"))).collect()
}

#[test]
fn each_member_and_each_side_of_a_difference_has_a_row() {
    let rows = rows(&bridge().view(&[]).csv());
    assert_eq!(rows[0], COLUMNS);
    let kinds = |of: &str| rows.iter().filter(|it| it[0] == "F1" && it[4] == of).count();
    assert_eq!((kinds("member"), kinds("difference")), (3, 5));
    let side = rows.iter().find(|it| it[13] == "At least 12").expect("a side");
    assert_eq!(side[14..19], ["1", "precision", "compatible", "0.900", ">=12"]);
    assert_eq!((side[8].as_str(), side[9].as_str()), ("differs", "A1"));
}

#[test]
fn no_cell_is_taken_for_a_formula() {
    let text = "=HYPERLINK(\"x\") and, \"so\"\non";
    let view = Invented::new()
        .article("@Herald", "", &[text, "-2 degrees"])
        .article("+Post", "", &["+3 degrees"])
        .fact(Verdict::Sole, &[(0, 0, "")])
        .fact(Verdict::Differs, &[(0, 1, ""), (1, 0, "")])
        .difference(Kind::Number, Relation::Conflict, &[(0, "-2", "-2"), (1, "+3", "3")])
        .view(&[]);
    let rows = rows(&view.csv());
    assert_eq!(rows[1][13], format!("'{text}"));
    for cell in rows.iter().skip(1).flatten() {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
    }
}
