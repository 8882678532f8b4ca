//! `gongkai plan`

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};
use plan::Extraction;
use rust_xlsxwriter::{Format, Workbook};

use super::terminal;
use crate::run::Failure;

/// Work plans.
#[derive(Debug, Subcommand)]
pub enum Plan {
    /// Read work plans (.txt .docx .pdf .html .xlsx .csv) and print the tasks they hold.
    Extract(Extract),
}

/// Which files, and how to print them.
#[derive(Debug, Args)]
pub struct Extract {
    /// The plans.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How to print. json: one object for one file, a list for several.
    #[arg(long, value_enum, default_value_t = Form::Table)]
    format: Form,
    /// Write to this file instead of standard output; xlsx needs it.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For reading on a terminal.
    Table,
    /// Every field, with its place in the source and how sure it is.
    Json,
    /// One row a task.
    Csv,
    /// One row a task, for a spreadsheet.
    Xlsx,
}

impl Plan {
    pub(super) fn run(self) -> Result<(), Failure> {
        let Self::Extract(extract) = self;
        let bar = terminal::progress("reading", extract.files.len() as u64);
        let mut plans = Vec::new();
        let mut failed = 0;
        for file in &extract.files {
            match read(file) {
                Ok(plan) => plans.push(plan),
                Err(why) => {
                    failed += 1;
                    eprintln!("gongkai: {}: {why}", file.display());
                }
            }
            bar.inc(1);
        }
        bar.finish_and_clear();
        let bytes = match extract.format {
            Form::Table => table(&plans).into_bytes(),
            Form::Json => json(&plans)?,
            Form::Csv => csv(&plans)?,
            Form::Xlsx if extract.output.is_none() && std::io::stdout().is_terminal() => {
                return Err("xlsx is not for a terminal: name a file with --output".into());
            }
            Form::Xlsx => xlsx(&plans).map_err(|e| e.to_string())?,
        };
        match &extract.output {
            Some(path) => std::fs::write(path, bytes).map_err(|e| format!("{}: {e}", path.display()))?,
            None => std::io::stdout().write_all(&bytes).map_err(|e| e.to_string())?,
        }
        // What could be read is printed; the exit code still tells of what could not.
        if failed == 0 { Ok(()) } else { Err(format!("{failed} of {} files could not be read", extract.files.len())) }
    }
}

fn read(path: &Path) -> Result<Extraction, Failure> {
    let limits = text::Limits::default();
    let size = std::fs::metadata(path).map_err(|e| e.to_string())?.len();
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    // A file far over the limit is not read into memory only to be refused.
    if size > limits.file_bytes {
        return Err(format!("文件有 {} MiB，超过 {} MiB 的上限", size >> 20, limits.file_bytes >> 20));
    }
    let bytes = std::fs::read(path).map_err(|e| e.to_string())?;
    let reading = text::read(&bytes, &name, &limits).map_err(|e| e.to_string())?;
    for note in &reading.notes {
        eprintln!("gongkai: {name}: {note}");
    }
    Ok(plan::extract(&reading.text, &name))
}

fn table(plans: &[Extraction]) -> String {
    let mut out = String::new();
    for plan in plans {
        let mut line = |text: String| {
            out.push_str(&text);
            out.push('\n');
        };
        let or = |v: &Option<String>| v.clone().unwrap_or_else(|| "（未找到）".into());
        line(format!(
            "{}\n{}　{}　{} 项任务",
            or(&plan.title),
            or(&plan.issuer),
            or(&plan.doc_number),
            plan.tasks.len()
        ));
        for task in &plan.tasks {
            line(String::new());
            line(format!("{:>3}. {}", task.id, task.text));
            let mut about = |name: &str, value: String| {
                if !value.is_empty() {
                    line(format!("     {name}：{value}"));
                }
            };
            about("标题", task.path.join(" › "));
            about("牵头", task.lead.join("、"));
            about("责任", task.units.join("、"));
            about("时限", task.due.iter().map(|d| d.raw.clone()).collect::<Vec<_>>().join("；"));
            about("来源", format!("第 {}–{} 行", task.src_lines.0, task.src_lines.1));
        }
        line(String::new());
    }
    out
}

fn json(plans: &[Extraction]) -> Result<Vec<u8>, Failure> {
    let text = match plans {
        [one] => serde_json::to_string_pretty(one),
        many => serde_json::to_string_pretty(many),
    };
    text.map(|t| (t + "\n").into_bytes()).map_err(|e| e.to_string())
}

fn csv(plans: &[Extraction]) -> Result<Vec<u8>, Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for (index, plan) in plans.iter().enumerate() {
        let rows = plan.rows();
        // One heading for all files.
        for row in rows.iter().skip(usize::from(index > 0)) {
            writer.write_record(row.iter().map(|cell| web::spreadsheet_safe(cell))).map_err(|e| e.to_string())?;
        }
    }
    writer.into_inner().map_err(|e| e.to_string())
}

fn xlsx(plans: &[Extraction]) -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
    let mut book = Workbook::new();
    let bold = Format::new().set_bold();
    for (index, plan) in plans.iter().enumerate() {
        let sheet = book.add_worksheet_with_constant_memory()?;
        sheet.set_name(format!("计划{}", index + 1))?;
        for (r, row) in (0u32..).zip(plan.rows()) {
            for (c, cell) in (0u16..).zip(row) {
                if r == 0 {
                    sheet.write_string_with_format(r, c, cell, &bold)?;
                } else {
                    sheet.write_string(r, c, cell)?;
                }
            }
        }
    }
    book.save_to_buffer()
}
