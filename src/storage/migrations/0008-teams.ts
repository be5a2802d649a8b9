/**
 * What Teams asks for: chats that must be called to be told something, channels of teams that show an area's queue with the cards
 * posted there, workers known from their sign-in, and the presses that were heard. Where things are in Teams stands sealed.
 */
export const teams = (bytes: string): readonly string[] => [
  `create table far_chats (
    conversation text primary key,
    said integer not null,
    tries integer not null,
    try_after text not null,
    sealed ${bytes} not null
  )`,
  `create table team_channels (
    id text primary key,
    place text not null,
    team text not null,
    region text not null,
    area text not null,
    language text not null,
    state text not null,
    connected_at text not null,
    tries integer not null,
    try_after text not null,
    sealed ${bytes} not null,
    unique (place, region, area)
  )`,
  `create table team_cards (
    channel text not null references team_channels (id) on delete cascade,
    handoff text not null,
    activity text,
    shown text not null,
    reminded text not null,
    over integer not null,
    primary key (channel, handoff)
  )`,
  `create table known_workers (
    person text primary key,
    seen_at text not null,
    sealed ${bytes} not null
  )`,
  `create table team_presses (
    press text primary key,
    at text not null
  )`,
];
