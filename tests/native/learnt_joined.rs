//! What leads of the same ids tell of observed journeys: their SII, for filters and for what is learnt.

use touchline::domain::{
    dataset::Dataset,
    measure::{Measure, Range},
    playbook::fit::FitOptions,
    scope::Scope,
};

use crate::{
    columns::read_joined,
    learnt::{HEADER, chance, learnt, of_few, settings},
};

/// Touchpoints of 80 customers who are leads, at SII 60 ten of 40 convert, at 80 twenty of 40; and of one who is none.
fn joined() -> Dataset {
    let mut csv = format!("{HEADER}z,2025-01-01,x,0,,,\n");
    let mut leads = "property_id,primary_persona,sii_score,risk_score,zip_code,recommended_play\n".to_owned();
    for at in 0..80 {
        let (sii, converts) = if at < 40 { (60, at < 10) } else { (80, at < 60) };
        csv += &format!("c{at},2025-01-01,x,{},,,\n", u8::from(converts));
        leads += &format!("c{at},A,{sii},50,75201,spring\n");
    }
    read_joined(csv.as_bytes(), settings(), leads.as_bytes())
}

fn ranged(from: Option<f64>, to: Option<f64>) -> Scope {
    Scope { ranges: vec![Range { of: Measure::Sii, from, to }], ..Scope::default() }
}

/// Log-odds -ln 3 and 0, so half of it at the mean of 70.
#[test]
fn the_slope_in_sii_is_that_of_the_table() {
    let dataset = joined();
    let fitted = learnt(&dataset, FitOptions { effect_prior: 1e4, ..of_few() }).expect("enough");
    let chance = chance(&fitted.playbook.rules[0].rule);
    assert_eq!(chance.sii_centre, 70.0);
    assert!((chance.sii_slope - 3.0_f64.ln() / 20.0).abs() < 1e-8, "{}", chance.sii_slope);
    assert!((chance.base_rate - 1.0 / (1.0 + 3.0_f64.sqrt())).abs() < 1e-7, "{}", chance.base_rate);
    // Of both log-odds 1/10 + 1/30 and 1/20 + 1/20, over the square of 20 points; it stands behind the effect of x.
    let variance = chance.covariance.as_ref().expect("estimated")[2];
    assert!((variance - 7.0 / 30.0 / 400.0).abs() < 1e-8, "{variance}");
    let told = "1 journey without an SII count as at the mean.";
    assert!(fitted.notes.iter().any(|note| note.ends_with(told)), "{:?}", fitted.notes);
}

#[test]
fn the_filter_by_sii_tells_them_apart() {
    let dataset = joined();
    let conversions = |from, to| {
        let (inside, outside) = ranged(from, to).select(&dataset);
        let convert = inside.iter().filter(|journey| journey.outcome.conversion().is_some()).count();
        (inside.len(), convert, outside.out_of_range)
    };
    assert_eq!(conversions(Some(61.0), None), (40, 20, 41), "one of no known SII is in no range");
    assert_eq!(conversions(None, Some(60.0)), (40, 10, 41));
    assert_eq!(Scope::default().select(&dataset).0.len(), 81, "the tier of leads leaves out no customer");
}

#[test]
fn the_order_of_leads_and_customers_changes_nothing_of_them() {
    let csv = "customer,time,channel,conversion\na,2025-01-01,x,1\nb,2025-01-01,y,0\n";
    let turned = "customer,time,channel,conversion\nb,2025-01-01,y,0\na,2025-01-01,x,1\n";
    let head = "property_id,primary_persona,sii_score\n";
    let of = |csv: &str, leads: &str| {
        let dataset = read_joined(csv.as_bytes(), settings(), [head, leads].concat().as_bytes());
        dataset.journeys.rows.iter().map(|journey| dataset.subject(journey).sii).collect::<Vec<_>>()
    };
    let expect = [Some(71.5), Some(0.0)];
    assert_eq!(of(csv, "a,A,71.5\nb,A,0\n"), expect);
    assert_eq!(of(turned, "b,A,0\na,A,71.5\n"), expect);
}
