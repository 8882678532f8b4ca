//! `cargo xtask test`: everything that must hold, in steps, and a summary of what each took.
//!
//! Every step uses the same features and profile, so that nothing is compiled twice. A failed step does not stop the
//! others: one run shows all that is wrong.

use std::process::Command;
use std::time::{Duration, Instant};

use crate::setup::{self, Environment};
use crate::shell::{self, Outcome, cargo, in_ci, output};
use crate::{postgres, tidy};

/// A named step of the test.
struct Step {
    name: &'static str,
    run: fn(&Context) -> Outcome,
}

const STEPS: &[Step] = &[
    Step { name: "fmt", run: |context| shell::run(&mut context.cargo(["fmt", "--all", "--check"])) },
    Step { name: "tidy", run: |_| tidy::run() },
    Step { name: "clippy", run: clippy },
    Step { name: "doc", run: doc },
    Step { name: "deny", run: deny },
    Step { name: "doctests", run: |context| shell::run(&mut context.cargo(["test", "--workspace", "--doc"])) },
    // Last, so that the run closes on the summary of the most tests.
    Step { name: "tests", run: tests },
];

/// What was asked for on the command line.
#[derive(Debug, Default, PartialEq)]
pub struct Options {
    only: Vec<String>,
    skip_setup: bool,
    filter: Vec<String>,
}

impl Options {
    /// Reads the words after `cargo xtask test`.
    ///
    /// # Errors
    /// When a word is not understood.
    pub fn read(words: &[&str]) -> Outcome<Self> {
        let mut options = Self::default();
        let mut words = words.iter().copied().peekable();
        while let Some(word) = words.next() {
            match word {
                "--skip-setup" => options.skip_setup = true,
                "--only" => {
                    while let Some(name) = words.next_if(|word| !word.starts_with('-')) {
                        options.only.push(known_step(name)?);
                    }
                }
                "--" => options.filter.extend(words.by_ref().map(String::from)),
                _ => return Err(format!("`cargo xtask test` does not understand {word}")),
            }
        }
        // Who names a test wants to see that test.
        if options.only.is_empty() && !options.filter.is_empty() {
            options.only.push("tests".into());
        }
        Ok(options)
    }

    fn wants(&self, step: &Step) -> bool {
        self.only.is_empty() || self.only.iter().any(|name| name == step.name)
    }
}

fn known_step(name: &str) -> Outcome<String> {
    let names = STEPS.iter().map(|step| step.name).collect::<Vec<_>>();
    if names.contains(&name) {
        Ok(name.into())
    } else {
        Err(format!("There is no step {name}, only {}", names.join(", ")))
    }
}

/// What every step may use.
struct Context<'a> {
    environment: Environment,
    filter: &'a [String],
}

impl Context<'_> {
    fn cargo<const N: usize>(&self, args: [&str; N]) -> Command {
        let mut command = cargo(args);
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command
    }
}

/// Runs the steps that were asked for.
///
/// # Errors
/// When a step fails, after all have run; or at once when what the tests need is missing.
pub fn run(options: &Options) -> Outcome {
    let begun = Instant::now();
    heading("setup");
    let environment = if options.skip_setup { setup::environment() } else { setup::install()? };
    let mut results = vec![("setup", Ok(()), begun.elapsed())];

    let context = Context { environment, filter: &options.filter };
    for step in STEPS.iter().filter(|step| options.wants(step)) {
        heading(step.name);
        let begun = Instant::now();
        let outcome = (step.run)(&context);
        if let Err(reason) = &outcome {
            eprintln!("{reason}");
        }
        results.push((step.name, outcome, begun.elapsed()));
    }
    summarise(&results, begun.elapsed())
}

fn heading(name: &str) {
    println!("\n── {name} {}", "─".repeat(74_usize.saturating_sub(name.len())));
}

fn summarise(results: &[(&str, Outcome, Duration)], whole: Duration) -> Outcome {
    heading("summary");
    for (name, outcome, took) in results {
        println!("{name:<10} {:<6} {:>8.1} s", if outcome.is_ok() { "ok" } else { "FAILED" }, took.as_secs_f64());
    }
    println!("{:<17} {:>8.1} s", "together", whole.as_secs_f64());
    let failed: Vec<&str> = results.iter().filter(|(_, outcome, _)| outcome.is_err()).map(|(name, ..)| *name).collect();
    if failed.is_empty() { Ok(()) } else { Err(format!("These steps failed: {}", failed.join(", "))) }
}

fn clippy(context: &Context) -> Outcome {
    shell::run(&mut context.cargo(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

fn doc(context: &Context) -> Outcome {
    shell::run(context.cargo(["doc", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings"))
}

/// Licences, banned and duplicate crates, and where crates come from. Setup has warned when the tool is not to be had.
fn deny(context: &Context) -> Outcome {
    let installed = output(&mut context.cargo(["deny", "--version"])).is_ok();
    if !installed && !in_ci() {
        eprintln!("WARNING: cargo-deny is missing, the licences were NOT checked");
        return Ok(());
    }
    shell::run(&mut context.cargo(["deny", "--offline", "check", "licenses", "bans", "sources"]))
}

fn tests(context: &Context) -> Outcome {
    let cluster = postgres::Cluster::start()?;
    // The whole workspace: the server's tests run the typesetter, whose own tests have it built before any test runs.
    let nextest = output(&mut context.cargo(["nextest", "--version"])).is_ok();
    let mut command = if nextest {
        context.cargo(["nextest", "run", "--workspace", "--no-fail-fast"])
    } else {
        // All targets but documentation, whose examples are a step of their own.
        context.cargo(["test", "--workspace", "--no-fail-fast", "--lib", "--bins", "--tests", "--"])
    };
    shell::run(command.args(context.filter).env(postgres::URL, cluster.url()))
}

#[cfg(test)]
mod options {
    use super::*;

    #[test]
    fn everything_runs_unless_steps_are_named() {
        let all = Options::read(&[]).unwrap();
        assert!(STEPS.iter().all(|step| all.wants(step)));
        let some = Options::read(&["--only", "fmt", "tidy", "--skip-setup"]).unwrap();
        let wanted: Vec<_> = STEPS.iter().filter(|step| some.wants(step)).map(|step| step.name).collect();
        assert_eq!((wanted, some.skip_setup), (vec!["fmt", "tidy"], true));
    }

    #[test]
    fn a_filter_means_the_tests_alone() {
        let options = Options::read(&["--", "adopts_a_plan"]).unwrap();
        assert_eq!((options.only, options.filter), (vec!["tests".into()], vec!["adopts_a_plan".into()]));
    }

    #[test]
    fn a_misspelt_step_is_refused_with_the_right_names() {
        let refused = Options::read(&["--only", "lint"]).unwrap_err();
        assert!(refused.contains("There is no step lint, only fmt, tidy, clippy"));
    }
}
