package org.sipverify.vcon.delivery;

import java.time.Duration;

/** The state of an endpoint at this moment. */
public interface EndpointState {
    String name();

    /** vCons in memory that wait for their turn; more may be waiting in the store. */
    int waiting();

    int inFlight();

    /** Whether its key is refused (401, 403), so that it gets nothing until an operator corrects it. */
    boolean paused();

    /** Whether it rests because it failed several times in a row. */
    boolean resting();

    /** Whether it gets nothing because too much waits in its own queue. */
    boolean held();

    /** vCons in the longest queue of a conserver; -1 when that is not known or not asked. */
    int queueDepth();

    /** Age of the oldest vCon it does not have yet; zero when there is none. */
    Duration oldestUndelivered();
}
