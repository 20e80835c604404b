-- Enrollment, schema version 1, for H2 2.3 and later.
-- Instants are whole microseconds since 1970-01-01T00:00:00Z, so that no time zone, daylight saving rule or precision of a
-- server can change them. Texts of up to 200 code points need 400 characters here, since H2 counts UTF-16 units.

create table enr_schema_version (
  version integer not null,
  description varchar(200) not null,
  checksum varchar(64),
  applied_at timestamp with time zone default current_timestamp not null,
  primary key (version)
);

create table enr_setting (
  name varchar(64) not null,
  setting varchar(200) not null,
  primary key (name)
);

-- Plans as they were published. Never updated.
create table enr_plan_version (
  organization_id varchar(400) not null,
  plan_id varchar(400) not null,
  version integer not null,
  content_hash varchar(64) not null,
  published_at bigint not null,
  definition varchar not null,
  primary key (organization_id, plan_id, version)
);

-- Hot: one narrow row for each enrollment that the scheduler carries. The end of the lease is deliberately not indexed.
create table enr_due (
  organization_id varchar(400) not null,
  enrollment_id varchar(64) not null,
  shard_key integer not null,
  plan_id varchar(400) not null,
  due_at bigint not null,
  lease_until bigint not null,
  fence bigint not null,
  claim_token varchar(36),
  claimed_by varchar(128),
  first_claimed_at bigint not null,
  unsettled integer not null,
  marked integer not null,
  primary key (organization_id, enrollment_id, shard_key)
);

create index enr_due_ix on enr_due (shard_key, due_at);

-- For lists by what is due next. A step that is due at once keeps its place, and costs no entry here.
create index enr_due_plan_ix on enr_due (organization_id, plan_id, due_at, enrollment_id);

-- Warm: the state of each enrollment, and what of it is asked for.
create table enr_enrollment (
  organization_id varchar(400) not null,
  enrollment_id varchar(64) not null,
  shard_key integer not null,
  plan_id varchar(400) not null,
  subject_id varchar(400) not null,
  name_key varchar(400) not null,
  event_key varchar(400) not null,
  visible integer not null,
  enrolled_at bigint not null,
  status varchar(32) not null,
  removed integer not null,
  ended_at bigint,
  end_cause varchar(32),
  handed_off bigint not null,
  next_seq bigint not null,
  fence bigint not null,
  state varchar not null,
  primary key (organization_id, enrollment_id, shard_key)
);

create index enr_enrollment_ix on enr_enrollment (organization_id, enrolled_at desc, enrollment_id desc);

create index enr_enrollment_plan_ix on enr_enrollment (organization_id, plan_id, removed, enrolled_at desc, enrollment_id desc);

create index enr_enrollment_name_ix on enr_enrollment (organization_id, plan_id, removed, name_key, enrollment_id);

create index enr_enrollment_subject_ix on enr_enrollment (organization_id, subject_id, enrolled_at desc, enrollment_id desc);

-- What lists by status go by. In an index of the states themselves, a status that moves would write all the others anew.
create table enr_listed (
  organization_id varchar(400) not null,
  plan_id varchar(400) not null,
  status varchar(32) not null,
  removed integer not null,
  enrolled_at bigint not null,
  enrollment_id varchar(64) not null,
  shard_key integer not null
);

create unique index enr_listed_ix on enr_listed (organization_id, plan_id, status, removed, enrolled_at desc, enrollment_id desc, shard_key);

-- Cold: what happened to each enrollment. Append-only.
create table enr_log (
  organization_id varchar(400) not null,
  enrollment_id varchar(64) not null,
  seq bigint not null,
  shard_key integer not null,
  kind varchar(32) not null,
  logged_at bigint not null,
  settled_under bigint not null,
  entry varchar not null,
  primary key (organization_id, enrollment_id, seq, shard_key)
);

-- Cold: what the decisions went by that log entries tell of, where the engine records. Append-only.
create table enr_decision (
  organization_id varchar(400) not null,
  enrollment_id varchar(64) not null,
  seq bigint not null,
  shard_key integer not null,
  decided_on varchar not null,
  primary key (organization_id, enrollment_id, seq, shard_key)
);

-- Cold and few: messages of which nobody knows whether they left, until somebody says so.
create table enr_uncertain (
  organization_id varchar(400) not null,
  uncertain_id varchar(400) not null,
  shard_key integer not null,
  enrollment_id varchar(64) not null,
  plan_id varchar(400) not null,
  step_key varchar(200) not null,
  uncertain_at bigint not null,
  primary key (organization_id, uncertain_id, shard_key)
);

create index enr_uncertain_ix on enr_uncertain (organization_id, uncertain_at desc, uncertain_id desc);

create index enr_uncertain_enrollment_ix on enr_uncertain (organization_id, enrollment_id);

-- Every attempt to enroll. Append-only.
create table enr_attempt (
  organization_id varchar(400) not null,
  attempt_id varchar(64) not null,
  shard_key integer not null,
  plan_id varchar(400) not null,
  subject_id varchar(400) not null,
  attempted_at bigint not null,
  refusal varchar(600),
  result varchar not null,
  primary key (organization_id, attempt_id, shard_key)
);

create index enr_attempt_ix on enr_attempt (organization_id, attempted_at desc, attempt_id desc);

create index enr_attempt_plan_ix on enr_attempt (organization_id, plan_id, attempted_at desc, attempt_id desc);

create index enr_attempt_subject_ix on enr_attempt (organization_id, subject_id, attempted_at desc, attempt_id desc);

-- Messages as they leave, word for word, of channels that must be handed the same one again. Removed when they are settled.
create table enr_frozen (
  organization_id varchar(400) not null,
  enrollment_id varchar(64) not null,
  shard_key integer not null,
  message_key varchar(256) not null,
  message varchar not null,
  primary key (organization_id, enrollment_id, shard_key)
);

-- What is unique: the running enrollment of a plan and subject (ACTIVE), an event of theirs (EVENT), what an enrollment
-- may hear only once (ONCE).
create table enr_reservation (
  organization_id varchar(400) not null,
  scope varchar(16) not null,
  reserved_key varchar(64) not null,
  shard_key integer not null,
  owner varchar(64) not null,
  primary key (organization_id, scope, reserved_key, shard_key)
);

-- What is counted of each plan: a count is the sum of its rows. Rows are only ever added, and now and then folded into one.
create table enr_count (
  organization_id varchar(400) not null,
  plan_id varchar(400) not null,
  count_id bigint not null,
  shard_key integer not null,
  counter varchar(400) not null,
  amount bigint not null,
  primary key (organization_id, plan_id, count_id, shard_key)
);

-- Plans that nobody is enrolled in any more.
create table enr_archived_plan (
  organization_id varchar(400) not null,
  plan_id varchar(400) not null,
  archived_at bigint not null,
  primary key (organization_id, plan_id)
);

-- How far the run schedule of each plan was looked at, and when it is to be looked at next.
create table enr_schedule (
  organization_id varchar(400) not null,
  plan_id varchar(400) not null,
  seen_until bigint not null,
  look_at bigint not null,
  primary key (organization_id, plan_id)
);

create index enr_schedule_ix on enr_schedule (look_at, organization_id, plan_id);

-- Plans and channels that are paused as a whole, how far that is, and by whom.
create table enr_pause (
  organization_id varchar(400) not null,
  target_kind varchar(16) not null,
  target varchar(400) not null,
  cause varchar(32) not null,
  phase varchar(16) not null,
  since bigint not null,
  actor varchar not null,
  said varchar not null,
  set_by varchar(36) not null,
  primary key (organization_id, target_kind, target, cause)
);

create index enr_pause_ix on enr_pause (phase, organization_id, target_kind, target, cause);

-- Earlier counts of plans with a circuit breaker, a few of each: what was counted since is the difference to the present ones.
create table enr_checkpoint (
  organization_id varchar(400) not null,
  plan_id varchar(400) not null,
  taken_at bigint not null,
  sent bigint not null,
  bounced bigint not null,
  complained bigint not null,
  primary key (organization_id, plan_id, taken_at)
);

-- By what erased subjects are recognized: keyed hashes, which lead back to nobody without the key.
create table enr_tombstone (
  organization_id varchar(400) not null,
  hash varchar(64) not null,
  erased_at bigint not null,
  primary key (organization_id, hash)
);

-- Enroller runs: what was wanted, how far each is, who works on it, and its counts. The checks keep the funnel's arithmetic.
create table enr_run (
  organization_id varchar(400) not null,
  run_id varchar(64) not null,
  plan_id varchar(400),
  purpose varchar(32) not null,
  status varchar(32) not null,
  created_at bigint not null,
  due_at bigint not null,
  lease_until bigint not null,
  fence bigint not null,
  claim_token varchar(36),
  claimed_by varchar(128),
  revision bigint not null,
  chunks bigint not null,
  found bigint not null,
  duplicates bigint not null,
  counted bigint not null,
  potential bigint not null,
  eligible bigint not null,
  succeeded bigint not null,
  rejected bigint not null,
  state varchar not null,
  primary key (organization_id, run_id),
  check (duplicates >= 0 and counted + duplicates <= found),
  check (purpose = 'CRITERION_STATS' or counted + duplicates = found),
  check (counted >= potential and potential >= eligible and eligible >= succeeded and succeeded >= 0),
  check (counted = succeeded + rejected)
);

create index enr_run_ix on enr_run (organization_id, created_at desc, run_id desc);

create index enr_run_plan_ix on enr_run (organization_id, plan_id, created_at desc, run_id desc);

create index enr_run_due_ix on enr_run (due_at, organization_id, run_id);

-- Who was found by a run, with every check. Append-only; the key keeps a subject from being a candidate twice.
create table enr_candidate (
  organization_id varchar(400) not null,
  subject_id varchar(400) not null,
  run_id varchar(64) not null,
  plan_id varchar(400) not null,
  shard_key integer not null,
  candidate_no bigint not null,
  query_key varchar(400) not null,
  status varchar(16) not null,
  failed_check varchar(200),
  reason varchar(600),
  judged_at bigint not null,
  subject_name varchar,
  result varchar not null,
  primary key (organization_id, subject_id, run_id, plan_id, shard_key)
);

create index enr_candidate_ix on enr_candidate (organization_id, run_id, candidate_no);

-- For lists of who was refused by a check.
create index enr_candidate_check_ix on enr_candidate (organization_id, run_id, failed_check, candidate_no);

-- In which chunks of a run candidates were refused for which reason. Append-only.
create table enr_run_reason (
  organization_id varchar(400) not null,
  run_id varchar(64) not null,
  reason_start varchar(200) not null,
  last_no bigint not null,
  first_no bigint not null,
  primary key (organization_id, run_id, reason_start, last_no)
);

-- Exports in the background: what was asked for, how far each is, and who works on it; never what is exported.
create table enr_export (
  organization_id varchar(400) not null,
  export_id varchar(64) not null,
  created_at bigint not null,
  due_at bigint not null,
  lease_until bigint not null,
  fence bigint not null,
  claim_token varchar(36),
  claimed_by varchar(128),
  state varchar not null,
  primary key (organization_id, export_id)
);

create index enr_export_ix on enr_export (organization_id, created_at desc, export_id desc);

create index enr_export_due_ix on enr_export (due_at, organization_id, export_id);

-- A ready-made table of subjects, for hosts that have none of their own. Contact points are judged once, when they come in.
create table enr_subject (
  organization_id varchar(400) not null,
  subject_id varchar(400) not null,
  shard_key integer not null,
  subject_type varchar(16) not null,
  search_name varchar(400) not null,
  judged_by varchar(64) not null,
  profile varchar not null,
  reach varchar not null,
  primary key (organization_id, subject_id, shard_key)
);

create index enr_subject_name_ix on enr_subject (organization_id, search_name, subject_id);

-- What subjects consented to, and withdrew. Append-only; an entry that comes twice is kept once.
create table enr_consent (
  organization_id varchar(400) not null,
  subject_id varchar(400) not null,
  entry_hash varchar(64) not null,
  shard_key integer not null,
  kind varchar(16) not null,
  given_at bigint not null,
  entry varchar not null,
  primary key (organization_id, subject_id, entry_hash, shard_key)
);

-- What subjects do not want: one row for each channel (ALL for every one) and reason.
create table enr_opt_out (
  organization_id varchar(400) not null,
  subject_id varchar(400) not null,
  channel varchar(16) not null,
  reason varchar(16) not null,
  shard_key integer not null,
  since bigint not null,
  primary key (organization_id, subject_id, channel, reason, shard_key)
);

-- What caps across plans count: one row for each subject with the messages that were handed off to it, or are about to be.
create table enr_handed_off (
  organization_id varchar(400) not null,
  subject_id varchar(400) not null,
  shard_key integer not null,
  revision bigint not null,
  reach bigint not null,
  counts_until bigint not null,
  places varchar not null,
  primary key (organization_id, subject_id, shard_key)
);

-- Of each enrollment that was removed for good, what the checks go by. Append-only.
create table enr_past (
  organization_id varchar(400) not null,
  subject_id varchar(400) not null,
  enrollment_id varchar(64) not null,
  shard_key integer not null,
  plan_id varchar(400) not null,
  event_key varchar(400) not null,
  visible integer not null,
  enrolled_at bigint not null,
  status varchar(32) not null,
  ended_at bigint,
  end_cause varchar(32),
  handed_off bigint not null,
  primary key (organization_id, subject_id, enrollment_id, shard_key)
);

-- The number of shards can never change while there is data. One: this database writes whole pages, and rows that are due
-- together lie together only when they are claimed together.
insert into enr_setting (name, setting) values ('shards', '1');

insert into enr_schema_version (version, description) values (1, 'baseline');
