//! Letters and a real mail server: what arrives, what is refused, what is tried again.

use std::process::Command;

use kernel::Clock;
use mail::{Round, Security, State, send_due};
use testkit::{TestDb, db_test};

use crate::server::{Postmaster, python};
use crate::{AT, found, letter, queue};

/// Reads a message as other people's programs do: headers and bodies, one a line.
const READ: &str = "
import sys, email, email.policy
m = email.message_from_binary_file(open(sys.argv[1], 'rb'), policy=email.policy.default)
for name in ['From', 'To', 'Subject', 'Message-ID', 'Date', 'Auto-Submitted', 'X-MailFrom', 'X-RcptTo']:
    print(name + ': ' + str(m[name]))
print(repr(m.get_body(('plain',)).get_content().replace('\\r\\n', '\\n')))
print(m.get_body(('html',)).get_content())
";

fn read(file: &std::path::Path) -> String {
    let out = Command::new(python()).args(["-c", READ]).arg(file).env("PYTHONUTF8", "1").output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap()
}

const NONE: Round = Round { sent: 0, put_back: 0, dead: 0, unsure: 0 };

db_test!(a_letter_arrives_word_for_word, async |t: TestDb| {
    let postmaster = Postmaster::starttls();
    let server = postmaster.settings(Security::StartTls, &postmaster.root);
    let [id] = <[String; 1]>::try_from(queue(&t.db, &[letter("a")]).await).unwrap();
    let round = send_due(&t.db, &Clock::fixed(AT), &server, || false).await.unwrap();
    assert_eq!(round, Round { sent: 1, ..NONE });
    let [file] = <[_; 1]>::try_from(postmaster.taken()).unwrap();
    let said = read(&file);
    for line in [
        "From: 甲市政务公开办 <gongkai@example.gov.cn>",
        "To: 陈静 <chen.jing@example.gov.cn>",
        "Subject: 【甲市政务公开】到期提醒 a",
        &format!("Message-ID: <{id}@example.gov.cn>"),
        "Date: Wed, 28 Sep 2022 00:00:00 +0000",
        "Auto-Submitted: auto-generated",
        "X-MailFrom: bounces@example.gov.cn",
        "X-RcptTo: chen.jing@example.gov.cn",
    ] {
        assert!(said.lines().any(|l| l == line), "{line} is not in\n{said}");
    }
    let text = format!("{:?}", letter("a").text).replace('"', "'");
    assert!(said.contains(&text), "{text} is not in\n{said}");
    assert!(said.contains("&lt;任务&gt;") || said.contains("&#60;任务&#62;"), "{said}");
    assert!(said.contains("<a href=\"https://zwgk.example.gov.cn/desk/ledger/1\">"), "{said}");
    assert_eq!(found(&t.db, &id).await.state, State::Sent);
    assert_eq!(send_due(&t.db, &Clock::fixed(AT), &server, || false).await.unwrap(), NONE);
});

db_test!(tls_from_the_first_byte_works_as_well, async |t: TestDb| {
    let mut postmaster = Postmaster::new(&["--smtpscert", "CERT", "--smtpskey", "KEY"]);
    postmaster.start();
    queue(&t.db, &[letter("a")]).await;
    let server = postmaster.settings(Security::Tls, &postmaster.root);
    assert_eq!(send_due(&t.db, &Clock::fixed(AT), &server, || false).await.unwrap().sent, 1);
    assert_eq!(postmaster.taken().len(), 1);
});

db_test!(nothing_is_said_to_a_server_whose_certificate_nobody_vouches_for, async |t: TestDb| {
    let (postmaster, stranger) = (Postmaster::starttls(), Postmaster::new(&[]));
    let ids = queue(&t.db, &[letter("a")]).await;
    let server = postmaster.settings(Security::StartTls, &stranger.root);
    let round = send_due(&t.db, &Clock::fixed(AT), &server, || false).await.unwrap();
    assert_eq!(round, Round { put_back: 1, ..NONE });
    let kept = found(&t.db, &ids[0]).await;
    assert_eq!((kept.state, kept.attempts), (State::Waiting, 1));
    assert!(kept.words.contains("certificate"), "{}", kept.words);
    assert!(postmaster.taken().is_empty());
});

db_test!(a_server_without_starttls_gets_nothing_in_the_clear, async |t: TestDb| {
    let mut postmaster = Postmaster::new(&[]);
    postmaster.start();
    let ids = queue(&t.db, &[letter("a")]).await;
    let server = postmaster.settings(Security::StartTls, &postmaster.root);
    assert_eq!(send_due(&t.db, &Clock::fixed(AT), &server, || false).await.unwrap().put_back, 1);
    assert!(found(&t.db, &ids[0]).await.words.contains("STARTTLS"));
    assert!(postmaster.taken().is_empty());
    // And the other way round: a server that demands it refuses the clear line. That is a setting which somebody mends,
    // so the letter waits.
    let strict = Postmaster::starttls();
    queue(&t.db, &[letter("b")]).await;
    let server = strict.settings(Security::None, &strict.root);
    assert_eq!(send_due(&t.db, &Clock::fixed(AT), &server, || false).await.unwrap().put_back, 1);
    assert!(strict.taken().is_empty());
});

db_test!(a_letter_too_large_is_dead_at_once_with_the_servers_words, async |t: TestDb| {
    let mut postmaster = Postmaster::new(&["--tlscert", "CERT", "--tlskey", "KEY", "-s", "20000"]);
    postmaster.start();
    let long = mail::Letter { text: "很长的一行。\n".repeat(2000), ..letter("a") };
    let ids = queue(&t.db, &[long, letter("b")]).await;
    let server = postmaster.settings(Security::StartTls, &postmaster.root);
    let round = send_due(&t.db, &Clock::fixed(AT), &server, || false).await.unwrap();
    assert_eq!(round, Round { sent: 1, dead: 1, ..NONE });
    let dead = found(&t.db, &ids[0]).await;
    assert_eq!(dead.state, State::Dead);
    assert!(dead.words.contains("552") && dead.words.contains("Too much mail data"), "{}", dead.words);
    assert_eq!(postmaster.ids(), [ids[1].clone()]);
});

db_test!(a_letter_waits_for_a_server_that_is_down, async |t: TestDb| {
    let mut postmaster = Postmaster::new(&["--tlscert", "CERT", "--tlskey", "KEY"]);
    let server = postmaster.settings(Security::StartTls, &postmaster.root);
    let ids = queue(&t.db, &[letter("a")]).await;
    let clock = Clock::fixed(AT);
    assert_eq!(send_due(&t.db, &clock, &server, || false).await.unwrap().put_back, 1);
    postmaster.start();
    // Not before its time.
    assert_eq!(send_due(&t.db, &clock, &server, || false).await.unwrap(), NONE);
    clock.set(AT.plus_minutes(1));
    assert_eq!(send_due(&t.db, &clock, &server, || false).await.unwrap().sent, 1);
    assert_eq!(postmaster.ids(), ids);
    assert_eq!(found(&t.db, &ids[0]).await.attempts, 2);
});

db_test!(a_server_that_stays_down_for_a_day_makes_a_dead_letter, async |t: TestDb| {
    let postmaster = Postmaster::new(&[]);
    let server = postmaster.settings(Security::None, &postmaster.root);
    let ids = queue(&t.db, &[letter("a")]).await;
    let clock = Clock::fixed(AT);
    let mut tries = 0;
    while found(&t.db, &ids[0]).await.state == State::Waiting {
        clock.set(found(&t.db, &ids[0]).await.due_at);
        send_due(&t.db, &clock, &server, || false).await.unwrap();
        tries += 1;
    }
    let dead = found(&t.db, &ids[0]).await;
    assert_eq!((tries, dead.state), (9, State::Dead));
    assert!(dead.words.starts_with("试了 9 次都没有发出："), "{}", dead.words);
    assert!(clock.now() <= AT.plus_hours(24));
});

db_test!(two_nodes_send_each_letter_once, async |t: TestDb| {
    let postmaster = Postmaster::starttls();
    let server = postmaster.settings(Security::StartTls, &postmaster.root);
    let letters: Vec<_> = (0..20).map(|n| letter(&n.to_string())).collect();
    let mut ids = queue(&t.db, &letters).await;
    let (other, clock) = (t.another_node().await, Clock::fixed(AT));
    let rounds = async |db: &db::Db| {
        let mut sent = 0;
        for _ in 0..10 {
            sent += send_due(db, &clock, &server, || false).await.unwrap().sent;
        }
        sent
    };
    let (one, two) = tokio::join!(rounds(&t.db), rounds(&other));
    assert_eq!(one + two, 20);
    let mut taken = postmaster.ids();
    taken.sort();
    ids.sort();
    assert_eq!(taken, ids);
});
