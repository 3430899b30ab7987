//! Fits of journeys that ask for more than a playbook may hold: what is learnt can be followed, and read again.

use touchline::domain::playbook::{
    Distribution, Value, When,
    check::{MOST_AMOUNT, MOST_LOG_ODDS, check, is_sound},
    distribution::CENTURY_SECONDS,
    fit::{FitOptions, Fitted},
    json,
};

use crate::learnt::{learnt, observed, of_few};

/// A journey for each pair of so many channels, by turns of the personas, each of which has so many journeys more of one
/// channel. Every second one converts.
fn pairs(channels: usize, personas: usize, more: impl Fn(usize) -> usize) -> String {
    let mut rows = String::new();
    for pair in 0..channels * channels {
        let (one, other, persona) = (pair / channels, pair % channels, pair % personas);
        let converts = pair / personas % 2;
        rows += &format!("c{pair},2025-01-01,k{one},0,,p{persona:02},\n");
        rows += &format!("c{pair},2025-01-02,k{other},{converts},9,p{persona:02},\n");
    }
    for persona in 0..personas {
        for number in 0..more(persona) {
            rows += &format!("d{persona}-{number},2025-01-01,k0,0,,p{persona:02},\n");
        }
    }
    rows
}

fn sound(rows: &str, options: FitOptions) -> Fitted {
    let fitted = learnt(&observed(rows), options).expect("enough");
    let faults = check(&fitted.playbook);
    assert!(is_sound(&faults), "{}", faults[0]);
    assert_eq!(json::read(json::write(&fitted.playbook).as_bytes()).as_ref(), Ok(&fitted.playbook));
    fitted
}

fn personas(fitted: &Fitted) -> Vec<&str> {
    fitted.playbook.rules.iter().map(|of| of.persona.as_str()).collect()
}

/// A rule of 40 channels has 40 x 40 entries, 40 steps and 40 first touches: 11 of these 1,680 are 18,480, and one is that of
/// any other persona. Persona 0 has 134 journeys, 1 has 136, 2 has 138, and so on: of each twelfth pair 133 or 134.
#[test]
fn of_many_channels_the_personas_with_the_most_journeys_have_rules() {
    let fitted = sound(&pairs(40, 12, |persona| 2 * persona), of_few());
    assert_eq!(personas(&fitted), (2..12).map(|persona| format!("p{persona:02}")).collect::<Vec<_>>());
    let notes = &fitted.notes;
    assert!(notes.iter().any(|note| note.starts_with("p00 and p01 follow the pooled rule")), "{notes:?}");
    assert!(
        notes
            .iter()
            .any(|note| note.ends_with("only the 10 personas with the most journeys have a rule of their own."))
    );
    assert_eq!(fitted.fidelity.groups.len(), 12, "all, ten personas, and those that follow the pooled rule");
}

/// A rule of 20 channels has 440 parts, and 45 of them are 19,800.
#[test]
fn of_fifty_personas_as_many_have_rules_as_there_is_room_for() {
    let fitted = sound(&pairs(20, 50, |persona| 2 + persona), of_few());
    assert_eq!(personas(&fitted), (6..50).map(|persona| format!("p{persona:02}")).collect::<Vec<_>>());
}

/// Each of 20 personas would be named to follow the pooled rule, of 1,680 parts each time.
#[test]
fn where_naming_the_others_takes_too_much_room_any_other_persona_follows_the_pooled_rule() {
    let mut rows = pairs(40, 1, |_| 0) + "n1,2025-01-05,k1,1,50,,\nn2,2025-01-05,k1,0,,,\n";
    rows.extend((0..20).map(|persona| format!("q{persona},2025-01-05,k1,0,,q{persona},\n")));
    let fitted = sound(&rows, of_few());
    assert_eq!(personas(&fitted), ["p00"]);
    let told = |words: &str| fitted.notes.iter().any(|note| note.ends_with(words));
    assert!(told(": journeys without a persona have no rule of their own."), "{:?}", fitted.notes);
    assert!(told("Any other persona follows the pooled rule, that of all journeys together."), "{:?}", fitted.notes);
}

/// Channel y is in converting journeys alone: without a prior nothing holds its effect. Times begin in 1970 and end in 2100,
/// more than a century later. One value is as great as a file's may be, and the others are cents.
#[test]
fn figures_stay_within_what_a_playbook_can_bear() {
    let mut rows = String::new();
    for number in 0..40 {
        rows += &format!(
            "a{number},1970-01-01,x,0,,A,\na{number},2100-01-01,y,1,{},A,\n",
            if number == 0 { "10000000000" } else { "0.01" }
        );
        rows += &format!("b{number},2025-01-01,x,0,,A,\n");
    }
    let fitted = sound(&rows, FitOptions { effect_prior: 1e9, ..of_few() });
    let rule = &fitted.playbook.rules[0].rule;
    let When::Chance(chance) = &rule.conversion.when else { panic!("a chance") };
    assert!(chance.effects.iter().all(|effect| effect.log_odds.abs() <= MOST_LOG_ODDS));
    let touchline::domain::playbook::Course::Chain(chain) = &rule.course else { panic!("a chain") };
    let delay = &chain.steps[1].delay;
    assert_eq!(delay.length, Distribution::Fixed(CENTURY_SECONDS / delay.unit.seconds()), "130 years are cut");
    let Value::Amount(value) = &fitted.playbook.value else { panic!("an amount") };
    assert!(value.mean() <= MOST_AMOUNT, "{value:?}");
    assert_eq!(fitted.playbook.start_unix_seconds, 0);
}

/// A row's entry has its channel's name: the 992 entries of 31 channels with names of 200 bytes have 200 kB of names alone and
/// some 100 kB beside, so that four megabytes hold no more than 13 such rules. By their parts there would be room for 19.
#[test]
fn of_channels_with_long_names_fewer_personas_have_rules() {
    let rows = pairs(31, 18, |persona| 2 * persona).replace(",k", &format!(",{}", "k".repeat(198)));
    let fitted = sound(&rows, of_few());
    let rules = personas(&fitted).len() + 1;
    assert!((8..=13).contains(&rules), "{rules}");
}
