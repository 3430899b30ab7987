//! The snippets for hosts say what the page says of itself, and nothing weaker.

use std::{fs, path::Path};

fn text(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The policy of the page, as a header says it.
fn policy() -> String {
    let index = text("index.html");
    let (_, rest) = index.split_once("http-equiv=\"Content-Security-Policy\" content=\"").expect("a policy");
    let (policy, _) = rest.split_once('"').expect("its end");
    format!("{policy}; frame-ancestors 'none'")
}

/// How often each of them must say it: nginx repeats its headers in every block.
const SNIPPETS: [(&str, usize); 3] = [("deploy/_headers", 1), ("deploy/nginx.conf", 2), ("deploy/Caddyfile", 1)];

#[test]
fn every_snippet_has_the_policy_of_the_page_and_the_other_headers() {
    let policy = policy();
    for (name, times) in SNIPPETS {
        let snippet = text(name);
        let headers = ["Content-Security-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy"];
        assert_eq!(snippet.matches(&policy).count(), times, "{name}");
        for header in headers.into_iter().chain(["Referrer-Policy", "X-Content-Type-Options"]) {
            assert_eq!(snippet.matches(header).count(), times, "{name}: {header}");
        }
    }
}

#[test]
fn the_policy_allows_no_inline_script_no_eval_and_no_other_origin() {
    let policy = policy();
    for part in ["default-src 'none'", "connect-src 'self'", "form-action 'none'", "base-uri 'none'"] {
        assert!(policy.split("; ").any(|known| known == part), "{part}");
    }
    for weak in ["unsafe-inline", "'unsafe-eval'", "http:", "https:", "*", "strict-dynamic"] {
        assert!(!policy.contains(weak), "{weak}");
    }
}

#[test]
fn hashed_files_are_kept_for_ever_and_all_others_asked_for_again() {
    for (name, _) in SNIPPETS {
        let snippet = text(name);
        assert!(snippet.contains("public, max-age=31536000, immutable") && snippet.contains("no-cache"), "{name}");
    }
}
