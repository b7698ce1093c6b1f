-- One row a call. Numbers are there backwards too: the index of those finds whole numbers and ends. Each index costs a page or
-- two for each row that is written, so a beginning, which is rarely asked for, has none.
-- time is in microseconds since 1970, took in milliseconds, iat_age in seconds.
CREATE TABLE calls (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL,
  time INTEGER NOT NULL,
  call_id TEXT NOT NULL,
  caller TEXT NOT NULL,
  callee TEXT NOT NULL,
  caller_reversed TEXT NOT NULL,
  callee_reversed TEXT NOT NULL,
  source TEXT NOT NULL,
  transport TEXT NOT NULL,
  outcome TEXT NOT NULL,
  error TEXT NOT NULL,
  message TEXT NOT NULL,
  request_id TEXT NOT NULL,
  brand TEXT NOT NULL,
  signer TEXT NOT NULL,
  iat_age INTEGER,
  decision TEXT NOT NULL,
  would TEXT NOT NULL,
  rule TEXT NOT NULL,
  code INTEGER NOT NULL,
  target TEXT NOT NULL,
  took INTEGER NOT NULL,
  vcon TEXT NOT NULL
);
CREATE UNIQUE INDEX calls_uuid ON calls (uuid);
CREATE INDEX calls_time ON calls (time);
CREATE INDEX calls_call_id ON calls (call_id);
CREATE INDEX calls_caller_reversed ON calls (caller_reversed, time);
CREATE INDEX calls_callee_reversed ON calls (callee_reversed, time);
CREATE TABLE notes (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
