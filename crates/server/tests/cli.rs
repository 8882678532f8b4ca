//! The command line, as a script meets it.
#![expect(clippy::unwrap_used, reason = "a test stops where its own data is wrong")]

use std::path::Path;
use std::process::{Command, Output};

fn gongkai(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gongkai")).current_dir(folder).args(args).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

const PLAN: &str = "青石市人民政府办公室\n关于印发2022年青石市政务公开工作要点的通知\n\n青政办发〔2022〕7号\n\n\
2022年青石市政务公开工作要点\n\n一、加强重点领域公开\n\n\
1.每季度公开一次重大项目进展。（牵头单位：市发展改革委；责任单位：市财政局、各县（市、区）政府）\n\n\
2.2022年9月底前完成规章集中公开。（责任单位：市司法局）\n";

#[test]
fn the_due_date_is_printed_alone_for_scripts() {
    let folder = tempfile::tempdir().unwrap();
    let due = gongkai(folder.path(), &["calendar", "due", "2022-01-20", "20"]);
    assert!(due.status.success(), "{}", err(&due));
    assert_eq!(out(&due), "2022-02-22\n");
    let explained = out(&gongkai(folder.path(), &["calendar", "due", "2022-01-20", "7", "--explain"]));
    assert!(explained.starts_with("2022-01-29\n"), "{explained}");
    assert!(explained.contains("2022-01-29") && explained.lines().count() > 8, "{explained}");
}

#[test]
fn a_date_beyond_the_announced_holidays_says_so_on_stderr() {
    let folder = tempfile::tempdir().unwrap();
    let due = gongkai(folder.path(), &["calendar", "due", "2030-05-01", "3"]);
    assert!(due.status.success());
    assert!(err(&due).contains("provisional"), "{}", err(&due));
}

#[test]
fn what_is_not_understood_exits_with_2_and_what_fails_with_1() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(gongkai(folder.path(), &["calendar", "due", "2022-02-30", "1"]).status.code(), Some(2));
    assert_eq!(gongkai(folder.path(), &["calendar", "due", "2022-02-20", "5001"]).status.code(), Some(2));
    assert_eq!(gongkai(folder.path(), &["plan", "extract", "none.txt"]).status.code(), Some(1));
    assert_eq!(gongkai(folder.path(), &["serve", "--config", "none.toml"]).status.code(), Some(1));
}

#[test]
fn a_plan_is_extracted_in_every_form() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("plan.txt"), PLAN).unwrap();
    let json = gongkai(folder.path(), &["plan", "extract", "plan.txt", "--format", "json"]);
    let found: serde_json::Value = serde_json::from_str(&out(&json)).unwrap();
    assert_eq!(found["doc_number"], "青政办发〔2022〕7号");
    assert_eq!(found["tasks"][0]["lead"], serde_json::json!(["市发展改革委"]));
    assert_eq!(found["tasks"][1]["due"][0]["date"], "2022-09-30");

    let table = out(&gongkai(folder.path(), &["plan", "extract", "plan.txt"]));
    assert!(table.contains("牵头：市发展改革委"), "{table}");
    let csv = out(&gongkai(folder.path(), &["plan", "extract", "plan.txt", "plan.txt", "--format", "csv"]));
    assert_eq!(csv.lines().filter(|l| l.contains("序号")).count(), 1, "one heading for all files: {csv}");

    let xlsx = gongkai(folder.path(), &["plan", "extract", "plan.txt", "--format", "xlsx", "-o", "t.xlsx"]);
    assert!(xlsx.status.success(), "{}", err(&xlsx));
    assert!(std::fs::read(folder.path().join("t.xlsx")).unwrap().starts_with(b"PK"));
}

#[test]
fn a_file_that_cannot_be_read_does_not_hide_the_others() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("plan.txt"), PLAN).unwrap();
    std::fs::write(folder.path().join("junk.docx"), [b"PK\x03\x04".as_slice(), &[7; 5000]].concat()).unwrap();
    let run = gongkai(folder.path(), &["plan", "extract", "junk.docx", "plan.txt", "--format", "json"]);
    assert_eq!(run.status.code(), Some(1));
    assert!(err(&run).contains("junk.docx"), "{}", err(&run));
    assert!(out(&run).contains("青政办发〔2022〕7号"));
}

#[test]
fn a_server_is_set_up_its_people_kept_and_its_journal_checked() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    let init = gongkai(dir, &["init", "--config", "gk.toml", "--login", "root.admin"]);
    assert!(init.status.success(), "{}", err(&init));
    assert!(out(&init).contains("root.admin signs in with the password"), "{}", out(&init));
    let again = gongkai(dir, &["init", "--config", "gk.toml", "--login", "root.admin"]);
    assert!(err(&again).contains("exists already"), "{}", err(&again));

    let check = gongkai(dir, &["check", "--config", "gk.toml"]);
    assert!(out(&check).contains("database: opens"), "{} {}", out(&check), err(&check));

    let lonely = gongkai(dir, &["user", "add", "clerk", "--name", "职员", "--role", "officer", "--config", "gk.toml"]);
    assert!(err(&lonely).contains("needs --government") && lonely.status.code() == Some(1), "{}", err(&lonely));
    assert!(out(&gongkai(dir, &["user", "reset", "root.admin", "--config", "gk.toml"])).contains("password"));
    assert!(gongkai(dir, &["user", "disable", "root.admin", "--config", "gk.toml"]).status.success());
    let list = out(&gongkai(dir, &["user", "list", "--config", "gk.toml"]));
    assert_eq!(list, "root.admin\t系统管理员\tdisabled\tadministrator@*\n", "a refused command added nobody");

    let verify = gongkai(dir, &["journal", "verify", "--config", "gk.toml"]);
    let said = out(&verify);
    let noted = said.trim().strip_prefix("whole: 4 entries, newest ").unwrap().to_owned();
    let again = gongkai(dir, &["journal", "verify", "--config", "gk.toml", "--known", &noted]);
    assert!(again.status.success(), "{}", err(&again));
    let other = format!("4:{}", "0".repeat(64));
    let forged = gongkai(dir, &["journal", "verify", "--config", "gk.toml", "--known", &other]);
    assert!(err(&forged).contains("entry 4 is not the one that was noted"), "{}", err(&forged));
}

#[test]
fn secrets_of_the_environment_are_struck_out() {
    let folder = tempfile::tempdir().unwrap();
    let check = Command::new(env!("CARGO_BIN_EXE_gongkai"))
        .current_dir(folder.path())
        .env("GONGKAI_DATABASE__URL", "postgres://gk:hunter2@127.0.0.1:1/none")
        .arg("check")
        .output()
        .unwrap();
    assert!(out(&check).contains("postgres://gk:***@127.0.0.1:1/none"), "{}", out(&check));
    assert!(!out(&check).contains("hunter2") && !err(&check).contains("hunter2"));
    assert_eq!(check.status.code(), Some(1), "the database does not open");
}

#[test]
fn a_wrong_configuration_is_named() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("gk.toml"), "listen = \"127.0.0.1:8080\"\ncolour = \"red\"\n").unwrap();
    let check = gongkai(folder.path(), &["check", "--config", "gk.toml"]);
    assert!(err(&check).contains("colour"), "{}", err(&check));
}

#[test]
fn the_demo_refuses_other_machines() {
    let folder = tempfile::tempdir().unwrap();
    let demo = gongkai(folder.path(), &["demo", "--listen", "0.0.0.0:0"]);
    assert_eq!(demo.status.code(), Some(1));
    assert!(err(&demo).contains("loopback"));
}

#[test]
fn a_wrong_path_does_not_pass_for_an_empty_journal() {
    let folder = tempfile::tempdir().unwrap();
    let verify = gongkai(folder.path(), &["journal", "verify"]);
    assert_eq!(verify.status.code(), Some(1));
    assert!(err(&verify).contains("there is no database at"), "{}", err(&verify));
    assert!(!folder.path().join("gongkai-data").exists(), "a check makes nothing");
}

#[test]
fn the_configuration_file_may_be_named_in_the_environment_and_keeps_no_secret_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let run = |args: &[&str], url: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
        command.current_dir(folder.path()).args(args).env("GONGKAI_CONFIG", "gk.toml");
        command.env("GONGKAI_DATABASE__URL", url).output().unwrap()
    };
    run(&["init", "--config", "gk.toml"], "postgres://gk:hunter2@127.0.0.1:1/none");
    assert!(!std::fs::read_to_string(folder.path().join("gk.toml")).unwrap().contains("hunter2"));
    let check = run(&["check"], "sqlite:none.sqlite");
    assert!(err(&check).contains("there is no database at none.sqlite"), "{}", err(&check));
}

#[test]
fn a_real_server_is_not_set_up_on_the_demonstrations_folder() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("gongkai-data")).unwrap();
    std::fs::write(folder.path().join("gongkai-data/demo.toml"), "").unwrap();
    let init = gongkai(folder.path(), &["init"]);
    assert!(err(&init).contains("holds the demonstration"), "{}", err(&init));
}
