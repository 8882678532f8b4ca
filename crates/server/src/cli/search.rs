//! `gongkai search`

use std::path::PathBuf;

use clap::{Args, Subcommand};
use search::evaluate::{Judged, Plain, Scores, ask, library};
use search::{Answered, Model};

use crate::run::Failure;

/// Search.
#[derive(Debug, Subcommand)]
pub enum SearchCommand {
    /// Index the given documents for the moment, and print how well the questions find those judged to answer them:
    /// ours, and beside it pairs of characters ranked by BM25 alone.
    Evaluate(Evaluate),
    /// Learn people's words from questions and the documents judged to answer them.
    Learn(Learn),
}

/// Documents, questions and judgements.
#[derive(Debug, Args)]
pub struct Given {
    /// Documents by line: `{"id", "title", "text"}`, compressed when the name ends with .gz.
    #[arg(long, value_name = "FILE")]
    docs: PathBuf,
    /// Questions by line: `{"id", "text"}`.
    #[arg(long, value_name = "FILE")]
    queries: PathBuf,
    /// Judgements by line: question, document and relevance with tabs between; 0 is not relevant.
    #[arg(long, value_name = "FILE")]
    qrels: PathBuf,
}

/// What is evaluated.
#[derive(Debug, Args)]
pub struct Evaluate {
    #[command(flatten)]
    given: Given,
    /// What `gongkai search learn` wrote. Learn from other questions than are asked here, or the figures flatter.
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
}

/// What is learned from.
#[derive(Debug, Args)]
pub struct Learn {
    #[command(flatten)]
    given: Given,
    /// Where to write what was learned.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

impl SearchCommand {
    pub(super) fn run(self) -> Result<(), Failure> {
        match self {
            Self::Evaluate(evaluate) => evaluate.run().map_err(|e| e.to_string()),
            Self::Learn(learn) => learn.run().map_err(|e| e.to_string()),
        }
    }
}

impl Given {
    fn read(&self) -> search::Result<Judged> {
        Judged::read(&self.docs, &self.queries, &self.qrels)
    }
}

impl Evaluate {
    fn run(self) -> search::Result<()> {
        let judged = self.given.read()?;
        let ours = library(&judged)?;
        if let Some(path) = &self.model {
            let bytes = std::fs::read(path).map_err(|e| search::Error::File(format!("{}: {e}", path.display())))?;
            ours.learn(Model::read(&bytes)?);
        }
        let scores = Scores::over(&judged.questions, &judged.right, |question| ask(&ours, question))?;
        println!("ours   {scores}");
        drop(ours);
        let plain = Plain::over(&judged)?;
        println!("plain  {}", Scores::over(&judged.questions, &judged.right, |question| plain.ask(question))?);
        Ok(())
    }
}

impl Learn {
    fn run(self) -> search::Result<()> {
        let judged = self.given.read()?;
        let library = library(&judged)?;
        let answered = |question: &search::evaluate::Question| {
            let documents = judged.right.get(&question.id)?.clone();
            Some(Answered { question: question.text.clone(), documents })
        };
        let answered: Vec<Answered> = judged.questions.iter().filter_map(answered).collect();
        let model = Model::learn(&library.index, &answered)?;
        std::fs::write(&self.out, model.write()?)?;
        println!("learned from {} questions and {} documents", model.questions(), model.documents());
        Ok(())
    }
}
