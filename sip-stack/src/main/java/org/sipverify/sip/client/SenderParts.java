package org.sipverify.sip.client;

import org.sipverify.sip.dns.HopSearch;
import org.sipverify.sip.transport.LaneTimer;

/** What every request of one sender needs. */
record SenderParts(HopSearch search, Wires wires, ClientTransactions transactions, Branches branches) {
    LaneTimer timer() {
        return transactions.timer();
    }
}
