//! Several tabs of one page: which of them saves is decided by a lock of the browser, and what was saved is told to all.
//!
//! web-sys has locks only behind an unstable flag: they are reached by reflection. Where a browser has none, every tab
//! takes itself for the one that saves, and only the stores' generations keep them apart.

use std::{cell::Cell, rc::Rc};

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{BroadcastChannel, MessageEvent, console};

use super::{storage::home, wire::property};
use crate::session::{Event, Role};

/// A handle on the other tabs; clones share it.
#[derive(Clone)]
pub struct Tabs(Rc<Inner>);

struct Inner {
    on_event: Box<dyn Fn(Event)>,
    channel: Option<BroadcastChannel>,
    /// Requests for the lock so far.
    rounds: Cell<u32>,
    /// The one that holds it.
    holder: Cell<u32>,
    /// One of them waits in line.
    waits: Cell<bool>,
}

impl Tabs {
    /// Listens to the other tabs, and asks for the lock. The first event is the tab's role.
    pub fn begin(on_event: impl Fn(Event) + 'static) -> Tabs {
        let channel = BroadcastChannel::new(&home());
        if let Err(error) = &channel {
            console::debug_2(&"other tabs are not heard".into(), error);
        }
        let tabs = Tabs(Rc::new(Inner {
            on_event: Box::new(on_event),
            channel: channel.ok(),
            rounds: Cell::default(),
            holder: Cell::default(),
            waits: Cell::default(),
        }));
        if let Some(channel) = &tabs.0.channel {
            let hearing = tabs.clone();
            let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |_| (hearing.0.on_event)(Event::Announced));
            channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
            heard.forget();
        }
        let waiting = tabs.clone();
        spawn_local(async move {
            if waiting.hold("ifAvailable").await {
                return;
            }
            (waiting.0.on_event)(Event::Role(Role::Follows));
            waiting.wait_in_line();
        });
        tabs
    }

    /// Takes the lock from the tab that has it.
    pub fn take_over(&self) {
        let tabs = self.clone();
        spawn_local(async move {
            tabs.hold("steal").await;
        });
    }

    /// Tells the other tabs that something was saved.
    pub fn announce(&self) {
        if let Some(Err(error)) = self.0.channel.as_ref().map(|channel| channel.post_message(&JsValue::NULL)) {
            console::debug_2(&"other tabs were not told".into(), &error);
        }
    }

    /// The lock comes when the tab that has it is closed.
    fn wait_in_line(&self) {
        if self.0.waits.replace(true) {
            return;
        }
        let tabs = self.clone();
        spawn_local(async move {
            tabs.hold("").await;
            tabs.0.waits.set(false);
        });
    }

    /// Asks for the lock in a manner of asking, and says [`Role::Saves`] once it is held. Ends with whether it was, as soon as
    /// it is held or was not to be had; its loss is told later.
    async fn hold(&self, manner: &str) -> bool {
        let round = self.0.rounds.get() + 1;
        self.0.rounds.set(round);
        let locks = property(&js_sys::global(), "navigator").and_then(|navigator| property(&navigator, "locks"));
        let Some(locks) = locks else {
            (self.0.on_event)(Event::Role(Role::Saves));
            return true;
        };
        match self.ask(&locks, manner, round).await {
            Ok(held) => held,
            Err(error) => {
                console::debug_2(&"no lock".into(), &error);
                (self.0.on_event)(Event::Role(Role::Saves));
                true
            }
        }
    }

    async fn ask(&self, locks: &JsValue, manner: &str, round: u32) -> Result<bool, JsValue> {
        let options = Object::new();
        if !manner.is_empty() {
            Reflect::set(&options, &manner.into(), &true.into())?;
        }
        let request: Function = Reflect::get(locks, &"request".into())?.dyn_into()?;
        let tabs = self.clone();
        let mut end = None;
        let decided = Promise::new(&mut |decide, _| {
            let tabs = tabs.clone();
            let granted = Closure::once_into_js(move |lock: JsValue| -> JsValue {
                let held = !lock.is_null();
                if held {
                    tabs.0.holder.set(round);
                    (tabs.0.on_event)(Event::Role(Role::Saves));
                }
                if let Err(error) = decide.call1(&JsValue::NULL, &held.into()) {
                    console::debug_1(&error);
                }
                // It is held for as long as this promise is pending: until the tab is closed or the lock is stolen.
                if held { Promise::new(&mut |_, _| ()).into() } else { JsValue::UNDEFINED }
            });
            end = Some(request.call3(locks, &home().into(), &options, &granted));
        });
        let end: Promise = end.unwrap_or(Ok(JsValue::UNDEFINED))?.dyn_into()?;
        self.tell_loss(end.clone(), round);
        // Where the request is refused, nothing is ever granted.
        Ok(JsFuture::from(Promise::race(&js_sys::Array::of2(&decided, &end))).await?.is_truthy())
    }

    /// Where the lock is stolen, the request for it fails.
    fn tell_loss(&self, end: Promise, round: u32) {
        let tabs = self.clone();
        spawn_local(async move {
            if JsFuture::from(end).await.is_err() && tabs.0.holder.get() == round {
                (tabs.0.on_event)(Event::Role(Role::Follows));
                tabs.wait_in_line();
            }
        });
    }
}
