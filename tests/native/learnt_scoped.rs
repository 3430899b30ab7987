//! What is learnt is of the journeys as a scope shows them, and in small steps.

use touchline::{
    domain::{
        dataset::Dataset,
        path::Rewrite,
        playbook::{
            Course, Distribution,
            fit::{FitJob, FitOptions, Fitted},
        },
        scope::Scope,
    },
    engine::{
        EngineError,
        query::Query,
        study::{Findings, Study, study},
    },
};

use crate::learnt::observed;

fn studied(dataset: &Dataset, scope: Scope) -> Result<Fitted, EngineError> {
    match study(dataset, Query { scope, ..Query::default() }, &Study::Learn)? {
        Findings::Learnt(fitted) => Ok(*fitted),
        other => panic!("{other:?}"),
    }
}

/// Eighty journeys: y after an hour, z after three more, x after two more; every second one converts, an hour after x.
fn rows(x: &str, y: &str, z: &str) -> String {
    let of = |at: u32| {
        let touch = |hour: u32, channel: &str| format!("c{at:02},2025-01-01 0{hour}:00,{channel},0,,A,\n");
        let begin = touch(0, x) + &touch(1, y) + &touch(4, z) + &touch(6, x);
        let end = format!("c{at:02},2025-01-01 07:00,,1,,A,\n");
        if at.is_multiple_of(2) { begin + &end } else { begin }
    };
    (0..80).map(of).collect()
}

fn names(fitted: &Fitted) -> Vec<&str> {
    let Course::Chain(chain) = &fitted.playbook.any_other.course else { panic!("a chain") };
    chain.steps.iter().map(|step| step.channel.as_str()).collect()
}

fn hours(fitted: &Fitted, channel: &str) -> Distribution {
    let Course::Chain(chain) = &fitted.playbook.any_other.course else { panic!("a chain") };
    let step = chain.steps.iter().find(|step| step.channel == channel).expect("a step");
    step.delay.length
}

fn parts(scope: Scope) -> Fitted {
    studied(&observed(&rows("x", "y", "z")), scope).expect("enough")
}

#[test]
fn merged_channels_are_learnt_as_one() {
    let group = vec!["x".to_owned(), "y".to_owned()];
    let fitted = parts(Scope { groups: vec![group], ..Scope::default() });
    assert_eq!(names(&fitted), ["x + y", "z"]);
    assert!(fitted.notes.contains(&"As in the scope, x and y count as one channel.".to_owned()), "{:?}", fitted.notes);
    // As a file of one channel in the place of both.
    let renamed = studied(&observed(&rows("x + y", "x + y", "z")), Scope::default()).expect("enough");
    assert_eq!(fitted.playbook, renamed.playbook);
    assert_eq!(fitted.fidelity, renamed.fidelity);
}

/// Without z the second x comes five hours after y, without x z three hours after y, and the conversion three after z.
#[test]
fn channels_that_are_taken_out_leave_their_time() {
    let without = |name: &str| parts(Scope { without: vec![name.to_owned()], ..Scope::default() });
    let fitted = without("z");
    assert_eq!(names(&fitted), ["x", "y"]);
    assert_eq!(hours(&fitted, "x"), Distribution::Fixed(5.0));
    assert!(fitted.notes.contains(&"As in the scope, touches by z are left out.".to_owned()), "{:?}", fitted.notes);
    let fitted = without("x");
    assert_eq!(names(&fitted), ["y", "z"]);
    assert_eq!(hours(&fitted, "z"), Distribution::Fixed(3.0));
    assert_eq!(fitted.playbook.any_other.conversion.delay.length, Distribution::Fixed(3.0));
    assert_eq!(fitted.fidelity.groups[0].lengths[2].observed, Some(1.0));
}

#[test]
fn where_all_is_taken_out_nothing_is_learnt() {
    let without = ["x", "y", "z"].map(str::to_owned).into();
    let refused = studied(&observed(&rows("x", "y", "z")), Scope { without, ..Scope::default() });
    let words = refused.expect_err("nothing is left").to_string();
    assert!(words.contains("No journey in scope holds a touch to learn from."), "{words}");
}

/// A step counts 1,000 journeys: 6,000 take six, and more to fit and to make journeys by it.
#[test]
fn it_is_learnt_in_steps_of_which_each_looks_at_some_journeys() {
    let rows: String = (0..6_000).map(|at| format!("c{at},2025-01-01,x,{},,A,\n", u8::from(at % 4 == 0))).collect();
    let dataset = observed(&rows);
    let inside: Vec<_> = dataset.journeys.rows.iter().collect();
    let mut job = FitJob::start(&dataset, &inside, &Rewrite::default(), FitOptions::default()).expect("enough");
    let (mut before, mut last) = (0, 0.0);
    let fitted = loop {
        before += u32::from(job.playbook().is_none());
        if let Some(fitted) = job.step(&dataset).expect("enough") {
            break fitted;
        }
        assert!(job.fraction() >= last && job.fraction() <= 1.0, "{} after {last}", job.fraction());
        last = job.fraction();
    };
    assert!(before > 6, "{before}");
    let Course::Chain(chain) = &fitted.playbook.any_other.course else { panic!("a chain") };
    assert_eq!(chain.start.evidence, Some(6_000));
    assert_eq!(fitted.fidelity.groups[0].journeys, 6_000);
    assert_eq!(fitted.fidelity.groups[0].rate.observed, Some(0.25));
}
