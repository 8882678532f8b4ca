//! Runs the drawing operators of a page: where characters land and where straight lines are drawn.

use std::collections::HashMap;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object};

use super::drawing::Drawing;
use super::font::Font;
use super::geometry::Matrix;
use crate::ReadError;
use crate::limits::Deadline;

/// Deepest nesting of saved states and of forms inside forms.
const DEEPEST_STATE: usize = 256;
const DEEPEST_FORM: usize = 12;
const MOST_FONTS: usize = 500;

/// One character (or ligature) as it stands on the page.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    pub(super) text: String,
    /// Left end and right end of its base line.
    pub(super) start: (f64, f64),
    pub(super) end: (f64, f64),
    pub(super) size: f64,
}

/// What may still be spent on one file.
pub(super) struct Budget {
    pub(super) bytes: usize,
    pub(super) glyphs: usize,
    pub(super) deadline: Deadline,
}

#[derive(Clone)]
struct State {
    to_page: Matrix,
    font: Option<usize>,
    size: f64,
    letter_gap: f64,
    word_gap: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

/// Fonts met so far. They live as long as the document, so the address of one names it.
#[derive(Default)]
pub(super) struct Fonts<'a> {
    loaded: Vec<Font<'a>>,
    index: HashMap<*const Dictionary, usize>,
}

pub(super) struct Interpreter<'a, 'b> {
    pub(super) document: &'a Document,
    pub(super) fonts: &'b mut Fonts<'a>,
    pub(super) budget: &'b mut Budget,
    pub(super) drawing: Drawing,
    pub(super) glyphs: Vec<Glyph>,
    state: State,
    saved: Vec<State>,
    text: Matrix,
    line: Matrix,
}

impl<'a, 'b> Interpreter<'a, 'b> {
    pub(super) fn new(
        document: &'a Document,
        to_page: Matrix,
        fonts: &'b mut Fonts<'a>,
        budget: &'b mut Budget,
    ) -> Self {
        let state = State {
            to_page,
            font: None,
            size: 0.0,
            letter_gap: 0.0,
            word_gap: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        Self {
            document,
            fonts,
            budget,
            drawing: Drawing::default(),
            glyphs: Vec::new(),
            state,
            saved: Vec::new(),
            text: Matrix::IDENTITY,
            line: Matrix::IDENTITY,
        }
    }

    /// Runs one content stream with the resources it names things from.
    pub(super) fn run(&mut self, content: &[u8], resources: &[&'a Dictionary], depth: usize) -> Result<(), ReadError> {
        if depth > DEEPEST_FORM {
            return Err(ReadError::complex("PDF 图形嵌套过深"));
        }
        let outer = self.saved.len();
        for (count, operation) in Content::decode_iter(content).enumerate() {
            if count % 1024 == 0 {
                self.budget.deadline.check()?;
            }
            // A damaged stream ends here; what came before it stands.
            let Ok(operation) = operation else { break };
            match operation.operator.as_str() {
                "q" if self.saved.len() < DEEPEST_STATE => self.saved.push(self.state.clone()),
                "Q" if self.saved.len() > outer => {
                    if let Some(state) = self.saved.pop() {
                        self.state = state;
                    }
                }
                "Do" => self.form(&operation, resources, depth)?,
                "Tf" => self.choose_font(&operation, resources),
                "Tj" | "TJ" | "'" | "\"" => self.show(&operation)?,
                _ => self.step(&operation),
            }
        }
        self.saved.truncate(outer);
        Ok(())
    }

    fn form(&mut self, operation: &Operation, resources: &[&'a Dictionary], depth: usize) -> Result<(), ReadError> {
        let document = self.document;
        let found =
            operation.operands.first().and_then(|name| find(document, resources, b"XObject", name.as_name().ok()?));
        let Some(Object::Stream(form)) = found else { return Ok(()) };
        if form.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind != b"Form") {
            return Ok(());
        }
        let content = form.get_plain_content_with_limit(self.budget.bytes).map_err(|_| too_large())?;
        self.spend(content.len() + 1)?;
        let own = form.dict.get_deref(b"Resources", document).and_then(Object::as_dict);
        let state = self.state.clone();
        let matrix = form.dict.get_deref(b"Matrix", document).and_then(Object::as_array).map(|list| numbers(list));
        if let Ok([a, b, c, d, e, f]) = matrix.as_deref() {
            self.state.to_page = Matrix([*a, *b, *c, *d, *e, *f]).then(self.state.to_page);
        }
        let result = match own {
            Ok(own) => self.run(&content, &[own], depth + 1),
            Err(_) => self.run(&content, resources, depth + 1),
        };
        self.state = state;
        result
    }

    /// Takes unpacked bytes off the budget: the same stream may be drawn any number of times.
    pub(super) fn spend(&mut self, bytes: usize) -> Result<(), ReadError> {
        self.budget.bytes = self.budget.bytes.checked_sub(bytes).ok_or_else(too_large)?;
        Ok(())
    }

    fn choose_font(&mut self, operation: &Operation, resources: &[&'a Dictionary]) {
        let [name, size] = operation.operands.as_slice() else { return };
        self.state.size = size.as_float().map_or(0.0, f64::from);
        self.state.font = name.as_name().ok().and_then(|name| self.font(name, resources));
    }

    fn font(&mut self, name: &[u8], resources: &[&'a Dictionary]) -> Option<usize> {
        let document = self.document;
        let font = find(document, resources, b"Font", name)?.as_dict().ok()?;
        if let Some(&known) = self.fonts.index.get(&std::ptr::from_ref(font)) {
            return Some(known);
        }
        if self.fonts.loaded.len() == MOST_FONTS {
            return None;
        }
        self.fonts.loaded.push(Font::new(document, font, self.budget.bytes));
        let index = self.fonts.loaded.len() - 1;
        self.fonts.index.insert(font, index);
        Some(index)
    }

    /// Operators that only change the state or the path.
    fn step(&mut self, operation: &Operation) {
        let n = numbers(&operation.operands);
        let page = self.state.to_page;
        match (operation.operator.as_str(), n.as_slice()) {
            ("cm", &[a, b, c, d, e, f]) => self.state.to_page = Matrix([a, b, c, d, e, f]).then(page),
            ("BT", _) => (self.text, self.line) = (Matrix::IDENTITY, Matrix::IDENTITY),
            ("Tm", &[a, b, c, d, e, f]) => self.set_line(Matrix([a, b, c, d, e, f])),
            ("Td", &[x, y]) => self.set_line(Matrix::shift(x, y).then(self.line)),
            ("TD", &[x, y]) => {
                self.state.leading = -y;
                self.set_line(Matrix::shift(x, y).then(self.line));
            }
            ("T*", _) => self.next_line(),
            ("Tc", &[gap]) => self.state.letter_gap = gap,
            ("Tw", &[gap]) => self.state.word_gap = gap,
            ("Tz", &[percent]) => self.state.stretch = percent / 100.0,
            ("TL", &[leading]) => self.state.leading = leading,
            ("Ts", &[rise]) => self.state.rise = rise,
            ("m", &[x, y]) => self.drawing.move_to(page.apply((x, y))),
            ("l", &[x, y]) | ("c", &[_, _, _, _, x, y]) | ("v" | "y", &[_, _, x, y]) => {
                self.drawing.line_to(page.apply((x, y)));
            }
            ("re", &[x, y, width, height]) => self.drawing.rectangle([x, y, width, height], page),
            ("h", _) => self.drawing.close(),
            ("n", _) => self.drawing.paint(false, false),
            ("S", _) => self.drawing.paint(true, false),
            ("s", _) => {
                self.drawing.close();
                self.drawing.paint(true, false);
            }
            ("f" | "F" | "f*", _) => self.drawing.paint(false, true),
            ("B" | "B*" | "b" | "b*", _) => self.drawing.paint(true, true),
            _ => {}
        }
    }

    fn set_line(&mut self, line: Matrix) {
        (self.text, self.line) = (line, line);
    }

    fn next_line(&mut self) {
        self.set_line(Matrix::shift(0.0, -self.state.leading).then(self.line));
    }

    fn show(&mut self, operation: &Operation) -> Result<(), ReadError> {
        if let ("\"", [word_gap, letter_gap, _]) = (operation.operator.as_str(), operation.operands.as_slice()) {
            self.state.word_gap = word_gap.as_float().map_or(0.0, f64::from);
            self.state.letter_gap = letter_gap.as_float().map_or(0.0, f64::from);
        }
        if matches!(operation.operator.as_str(), "'" | "\"") {
            self.next_line();
        }
        match operation.operands.last() {
            Some(Object::String(bytes, _)) => self.show_string(bytes),
            Some(Object::Array(parts)) => parts.iter().try_for_each(|part| match part {
                Object::String(bytes, _) => self.show_string(bytes),
                shift => {
                    let back = shift.as_float().map_or(0.0, f64::from) / 1000.0 * self.state.size * self.state.stretch;
                    self.text = Matrix::shift(-back, 0.0).then(self.text);
                    Ok(())
                }
            }),
            _ => Ok(()),
        }
    }

    fn show_string(&mut self, bytes: &[u8]) -> Result<(), ReadError> {
        let Some(font) = self.state.font.and_then(|index| self.fonts.loaded.get(index)) else { return Ok(()) };
        let (state, glyphs, text) = (&self.state, &mut self.glyphs, &mut self.text);
        let before = glyphs.len();
        font.decode(bytes, |characters, width, is_space| {
            let place = Matrix::shift(0.0, state.rise).then(*text).then(state.to_page);
            let own = width * state.size * state.stretch;
            if !characters.is_empty() {
                glyphs.push(Glyph {
                    text: characters.to_owned(),
                    start: place.apply((0.0, 0.0)),
                    end: place.apply((own, 0.0)),
                    size: state.size.abs() * place.vertical_scale(),
                });
            }
            let gap = state.letter_gap + if is_space { state.word_gap } else { 0.0 };
            *text = Matrix::shift(own + gap * state.stretch, 0.0).then(*text);
        });
        self.budget.glyphs = self
            .budget
            .glyphs
            .checked_sub(self.glyphs.len() - before)
            .ok_or_else(|| ReadError::complex("PDF 文字过多"))?;
        Ok(())
    }
}

fn too_large() -> ReadError {
    ReadError::complex("PDF 内容解压后大得异常")
}

/// An entry of a kind of resource by its name.
fn find<'a>(document: &'a Document, resources: &[&'a Dictionary], kind: &[u8], name: &[u8]) -> Option<&'a Object> {
    resources
        .iter()
        .find_map(|resources| resources.get_deref(kind, document).ok()?.as_dict().ok()?.get_deref(name, document).ok())
}

fn numbers(operands: &[Object]) -> Vec<f64> {
    operands.iter().filter_map(|operand| operand.as_float().ok()).map(f64::from).collect()
}
