package org.sipverify.bridge;

import org.sipverify.bridge.LegEvent.HungUp;
import org.sipverify.bridge.LegEvent.Transfer;

/**
 * A transfer that has not come to its end.
 *
 * @param from the side that wants its place taken
 * @param successor the leg that is to take it
 */
record TransferUnderWay(Side from, Side successor, Transfer.Report report) {
    /** The call ends first. */
    void giveUp(Status why) {
        report.ended(Status.TERMINATED);
        successor.hear(new HungUp(why, Content.NONE));
    }
}
