/*
 * A select that waits on two shared channels: runtime-worker/parallel/waiting-select.ts and takeFirst() of
 * waiters.ts. It stands in both receive queues with one claim; a sender that takes its waiter from a queue must
 * claim the select before it completes it. Two senders, one on each unbuffered channel, several rounds.
 *
 * Checked: every value arrives once, and everybody ends.
 *
 * With NO_CLAIM a sender completes whatever waiter it takes: both senders then complete one select.
 */
#define ROUNDS 3

bool locked[2];
chan receivers0 = [2] of { byte };   /* which round's waiter stands in the queue */
chan receivers1 = [2] of { byte };
bool waitingToSend[2];               /* the sender's own waiter stands in the send queue */
bool claimed[ROUNDS * 2];            /* CLAIM of each select, by round */
byte caseSlot[2];                    /* SLOT of the select's waiter of each case */
byte sendSlot[2];                    /* SLOT of each sender's own waiter */
bool home;                           /* a waiter has been delivered */
byte homeCase;
bool resume[2];                      /* the sender's waiter has been delivered */
byte got;
byte arrived[2];

inline acquire(c) { atomic { !locked[c] -> locked[c] = true } }
inline release(c) { locked[c] = false }

/* takeFirst(): waiters of selects that another case has completed are taken out and left to their owner (SE-10). */
inline takeFirst(c, found, round) {
  found = false;
  do
  :: !found && c == 0 && len(receivers0) > 0 -> receivers0 ? round; claim(round, found)
  :: !found && c == 1 && len(receivers1) > 0 -> receivers1 ? round; claim(round, found)
  :: else -> break
  od
}

inline claim(round, found) {
#ifdef NO_CLAIM
  found = true
#else
  d_step { if :: !claimed[round] -> claimed[round] = true; found = true :: else fi }
#endif
}

proctype Sender(byte c) {
  byte n, round;
  bool found;
  do
  :: n < ROUNDS ->
    n++;
    acquire(c);
    takeFirst(c, found, round);
    if
    :: found ->
      caseSlot[c] = n;
      release(c);
      d_step { assert(!home); home = true; homeCase = c }  /* Station.deliver */
    :: else ->
      sendSlot[c] = n;
      waitingToSend[c] = true;
      release(c);
      atomic { resume[c] -> resume[c] = false }
    fi
  :: else -> break
  od
}

inline take(value) { d_step { assert(value == arrived[c] + 1); arrived[c]++; got++ } }

proctype Selecter() {
  byte round, c, other;
  do
  :: got < 2 * ROUNDS ->
    /* SelectAttempt.lockAll(): in the order of their addresses, so judged at one moment (SE-6). */
    acquire(0);
    acquire(1);
    if
    :: waitingToSend[0] -> c = 0; release(1); goto ready
    :: waitingToSend[1] -> c = 1; release(0); goto ready
    :: !waitingToSend[0] && !waitingToSend[1] ->
      receivers0 ! round;                                /* WaitingSelect.join() */
      receivers1 ! round;
      release(0);
      release(1);
      atomic { home -> home = false; c = homeCase }
      take(caseSlot[c]);                                    /* arrived() */
      other = 1 - c;                                     /* #withdraw() */
      acquire(other);
      if
      :: other == 0 && receivers0 ?? [eval(round)] -> receivers0 ?? eval(round)
      :: other == 1 && receivers1 ?? [eval(round)] -> receivers1 ?? eval(round)
      :: else
      fi;
      release(other);
      goto next
    fi;
ready:
    take(sendSlot[c]);
    waitingToSend[c] = false;
    release(c);
    resume[c] = true;
next:
    round++
  :: else -> break
  od
}

init {
  atomic { run Selecter(); run Sender(0); run Sender(1) }
  _nr_pr == 1 -> assert(arrived[0] == ROUNDS && arrived[1] == ROUNDS)
}
