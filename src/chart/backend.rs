//! A plotters backend that collects shapes instead of painting pixels. Free of the document:
//! text is measured by a table, colours are left to the style sheet.

use std::{cell::RefCell, convert::Infallible, rc::Rc};

use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    text_anchor::{HPos, VPos},
};

use super::{Anchor, Drawing, Geometry, Mark, Part, Shape, text_width::text_width};

/// Where the shapes go; cloned handles share one drawing.
#[derive(Clone)]
pub(super) struct Canvas(Rc<RefCell<State>>);

struct State {
    drawing: Drawing,
    part: Part,
    /// The mark that shapes belong to; none while axes are drawn.
    mark: Option<Mark>,
}

/// The backend that plotters owns while it draws.
pub(super) struct ShapeBackend(Canvas);

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl Canvas {
    pub(super) fn new(width: u32, height: u32) -> Canvas {
        let drawing = Drawing { width, height, axes: Vec::new(), marks: Vec::new() };
        Canvas(Rc::new(RefCell::new(State { drawing, part: Part::Grid, mark: None })))
    }

    pub(super) fn backend(&self) -> ShapeBackend {
        ShapeBackend(self.clone())
    }

    /// What the next shapes are.
    pub(super) fn part(&self, part: Part) {
        self.0.borrow_mut().part = part;
    }

    /// The next shapes belong to this mark.
    pub(super) fn begin_mark(&self, channel: &str, title: String) {
        let mut state = self.0.borrow_mut();
        let mark = Mark { channel: channel.to_owned(), title, place: None, shapes: Vec::new() };
        let before = state.mark.replace(mark);
        state.drawing.marks.extend(before);
    }

    /// The mark has the colour and the dashes of this place, not those of a channel.
    pub(super) fn colour(&self, place: usize) {
        if let Some(mark) = &mut self.0.borrow_mut().mark {
            mark.place = Some(place);
        }
    }

    /// The next shapes belong to no mark.
    pub(super) fn end_mark(&self) {
        let mut state = self.0.borrow_mut();
        let last = state.mark.take();
        state.drawing.marks.extend(last);
    }

    /// The drawing as it stands.
    pub(super) fn finish(&self) -> Drawing {
        self.end_mark();
        self.0.borrow().drawing.clone()
    }

    fn add(&self, geometry: Geometry) -> Drawn {
        let mut state = self.0.borrow_mut();
        let is_text = matches!(geometry, Geometry::Text { .. });
        let part = if is_text && state.part == Part::Grid { Part::AxisLabel } else { state.part };
        let shape = Shape { part, geometry };
        match &mut state.mark {
            Some(mark) => mark.shapes.push(shape),
            None => state.drawing.axes.push(shape),
        }
        Ok(())
    }
}

impl DrawingBackend for ShapeBackend {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        let state = self.0.0.borrow();
        (state.drawing.width, state.drawing.height)
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, _: BackendColor) -> Drawn {
        self.0.add(Geometry::Rectangle { x, y, width: 1, height: 1 })
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        match style.color().alpha {
            0.0 => Ok(()),
            _ => self.0.add(Geometry::Line { from, to }),
        }
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, _: &S, _: bool) -> Drawn {
        let (x, y) = (from.0.min(to.0), from.1.min(to.1));
        let (width, height) = ((from.0 - to.0).abs(), (from.1 - to.1).abs());
        self.0.add(Geometry::Rectangle { x, y, width, height })
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        match style.color().alpha {
            0.0 => Ok(()),
            _ => self.0.add(Geometry::Polyline(path.into_iter().collect())),
        }
    }

    fn draw_circle<S: BackendStyle>(&mut self, (x, y): BackendCoord, radius: u32, _: &S, _: bool) -> Drawn {
        self.0.add(Geometry::Circle { x, y, radius })
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, vert: I, _: &S) -> Drawn {
        self.0.add(Geometry::Area(vert.into_iter().collect()))
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, (x, y): BackendCoord) -> Drawn {
        let anchor = match style.anchor().h_pos {
            HPos::Left => Anchor::Start,
            HPos::Center => Anchor::Middle,
            HPos::Right => Anchor::End,
        };
        let half = (style.size() / 2.0) as i32;
        let y = match style.anchor().v_pos {
            VPos::Top => y + half,
            VPos::Center => y,
            VPos::Bottom => y - half,
        };
        self.0.add(Geometry::Text { x, y, anchor, text: text.to_owned() })
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        Ok((text_width(text, style.size()).ceil() as u32, style.size().ceil() as u32))
    }
}
