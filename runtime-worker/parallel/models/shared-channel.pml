/*
 * The shared channel: runtime-worker/parallel/shared-channel.ts. Senders, receivers and a close on several threads,
 * with the lock, the ring, the two queues, and parking. A parked goroutine goes on when its waiter has come home
 * (Station.deliver), which the doorbell's model is about.
 *
 * Checked: the three rules at the head of SharedChannel whenever the lock is given up; no value is lost or doubled;
 * the k-th value sent is the k-th received (CH-5); a parked goroutine is woken exactly once; everybody ends, since
 * the channel is closed: after the last sender, or with CLOSE_EARLY at any moment.
 *
 * With FORGETS_SENDER a receive from a full buffer leaves the first waiting sender where it is (against CH-8).
 */
#ifndef CAPACITY
#define CAPACITY 1
#endif
#define SENDERS 2
#define RECEIVERS 2
#ifndef EACH
#define EACH 2
#endif
#define VALUES (SENDERS * EACH)
/* Goroutines are numbered: senders, then receivers. */
#define ALL (SENDERS + RECEIVERS)

mtype = { done, closing };

bool locked;                             /* LOCK */
bool closed;                             /* IS_CLOSED */
chan ring = [2] of { byte };             /* COUNT, HEAD and the slots */
chan receivers = [RECEIVERS] of { byte };  /* RECEIVE_QUEUE */
chan senders = [SENDERS] of { byte };      /* SEND_QUEUE */
byte slot[ALL];                          /* SLOT of each goroutine's waiter */
mtype result[ALL];                       /* RESULT */
bool home[ALL];                          /* its waiter has been delivered */
byte order[VALUES];                      /* the values in the order they were sent */
byte sent;                               /* SENT */
byte received;                           /* RECEIVED */
byte lost;                               /* values of senders that the close found waiting (CL-11) */
byte gone;                               /* senders that have ended */

inline acquire() { atomic { !locked -> locked = true } }

inline release() {
  d_step {
    assert(len(ring) == 0 || len(receivers) == 0);
    assert(len(senders) == 0 || len(ring) == CAPACITY);
    assert(len(senders) == 0 || len(receivers) == 0);
    locked = false
  }
}

inline deliver(who) { d_step { assert(!home[who]); home[who] = true } }

inline park(who) { atomic { home[who] -> home[who] = false } }

inline numberSent(value) { order[sent] = value; sent++ }

inline numberReceived(value) { assert(order[received] == value); received++ }

proctype Sender(byte me) {
  byte n, value, other;
  do
  :: n < EACH ->
    value = me * EACH + n + 1;
    n++;
    acquire();
    if
    :: closed -> release(); break                        /* CL-3 */
    :: !closed && len(receivers) > 0 ->                  /* trySend: straight to a receiver (CH-7) */
      d_step {
        receivers ? other;
        slot[other] = value;
        result[other] = done;
        numberSent(value);
        numberReceived(value)
      }
      release();
      deliver(other)
    :: !closed && len(receivers) == 0 && len(ring) < CAPACITY ->   /* trySend: into the buffer */
      d_step { ring ! value; numberSent(value) }
      release()
    :: !closed && len(receivers) == 0 && len(ring) >= CAPACITY ->  /* send: join and park */
      d_step { slot[me] = value; senders ! me }
      release();
      park(me);
      if
      :: result[me] == closing -> lost++; break          /* sent(): CL-6 */
      :: result[me] == done
      fi
    fi
  :: else -> break
  od;
  gone++
}

proctype Receiver(byte me) {
  byte value, other;
  do
  :: acquire();
    if
    :: len(ring) > 0 ->                                  /* tryReceive: from the buffer */
      d_step { ring ? value; numberReceived(value) }
#ifndef FORGETS_SENDER
      if
      :: len(senders) > 0 ->                             /* its place is the waiting sender's (CH-8) */
        d_step { senders ? other; ring ! slot[other]; numberSent(slot[other]); result[other] = done }
        release();
        deliver(other)
      :: else -> release()
      fi
#else
      release()
#endif
    :: len(ring) == 0 && len(senders) > 0 ->             /* tryReceive: from a sender */
      d_step {
        senders ? other;
        value = slot[other];
        numberSent(value);
        numberReceived(value);
        result[other] = done
      }
      release();
      deliver(other)
    :: len(ring) == 0 && len(senders) == 0 && closed -> release(); break   /* CL-4 */
    :: len(ring) == 0 && len(senders) == 0 && !closed -> /* recv: join and park */
      receivers ! me;
      release();
      park(me);
      if
      :: result[me] == closing -> break                  /* received(): CL-5 */
      :: result[me] == done
      fi
    fi
  od
}

proctype Closer() {
  byte other, count;
  byte woken[ALL];
#ifndef CLOSE_EARLY
  gone == SENDERS;
#endif
  acquire();
  closed = true;
  do
  :: len(receivers) > 0 -> d_step { receivers ? other; result[other] = closing; woken[count] = other; count++ }
  :: len(receivers) == 0 && len(senders) > 0 ->
    d_step { senders ? other; result[other] = closing; woken[count] = other; count++ }
  :: else -> break
  od;
  release();
  do
  :: count > 0 -> count--; deliver(woken[count])
  :: else -> break
  od
}

init {
  byte i;
  atomic {
    for (i : 0 .. SENDERS - 1) { run Sender(i) }
    for (i : SENDERS .. ALL - 1) { run Receiver(i) }
    run Closer()
  }
  /* Everybody has ended: what was sent has been received. */
  _nr_pr == 1 -> assert(received == sent && len(ring) == 0);
#ifndef CLOSE_EARLY
  assert(sent == VALUES && lost == 0)
#endif
}
