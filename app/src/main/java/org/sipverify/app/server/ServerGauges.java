package org.sipverify.app.server;

import java.util.List;
import java.util.function.Supplier;
import org.sipverify.app.config.Settings;
import org.sipverify.app.ops.Metrics;
import org.sipverify.sip.stack.SipServer;
import org.sipverify.sip.transport.Transport;
import org.sipverify.verifier.Circuit;
import org.sipverify.verifier.assembly.ReplaceableVerifier;

/**
 * What the metrics show of a server's state.
 *
 * @param started the settings it was started with, which count where a change takes a restart
 * @param now those in force
 */
record ServerGauges(Metrics metrics, Settings started, Supplier<Settings> now) {
    void show(SipServer sip, ReplaceableVerifier verifier, WatchedFiles files) {
        metrics.gauge("sipverify.calls.in.hand", "Calls whose answer is being worked out", sip::callsInHand);
        metrics.gauge("sipverify.calls.max", "sip.max-calls", () -> started.sip()
                .server()
                .maxCalls());
        metrics.gauge("sipverify.bridged.calls", "Bridged calls, until both sides are gone", sip::bridgedCalls);
        metrics.gauge(
                "sipverify.bridged.calls.max",
                "sip.max-bridged-calls",
                () -> started.sip().server().capacity().maxBridgedCalls());
        metrics.gauge(
                "sipverify.bridge.entries",
                "Dialogs of bridged calls, and requests within them that may be repeated; 0 at rest",
                sip::bridgeEntries);
        metrics.gauge(
                "sipverify.transactions",
                "INVITE transactions: calls in hand, and answers that wait for their ACK",
                sip::transactions);
        metrics.gauge(
                "sipverify.client.transactions",
                "Requests of this server under way, and those that wait for retransmissions of their response",
                sip::clientTransactions);
        metrics.gauge("sipverify.held.bytes", "Memory held for others, as estimated", () -> sip.held()
                .held());
        metrics.gauge(
                "sipverify.held.max.bytes", "sip.max-held", () -> sip.held().limit());
        metrics.gauge(
                "sipverify.admission.open",
                "1 while sources that sip.admission.allow does not name may call",
                () -> now.get().sip().server().admission().isOpen() ? 1 : 0);
        for (var transport : List.of(Transport.TCP, Transport.TLS)) {
            metrics.gauge(
                    "sipverify.connections",
                    "Open connections of callers",
                    "transport",
                    transport.token(),
                    () -> sip.connections(transport));
        }
        metrics.gauge("sipverify.sources.banned", "Sources that are not heard for a while", sip.admission()::bans);
        metrics.gauge(
                "sipverify.sources.active", "Sources whose rate is being held against them", sip.admission()::sources);
        metrics.gauge(
                "sipverify.degraded",
                "1 while a file has a mistake and the last good one is in force",
                () -> files.problems().isEmpty() ? 0 : 1);
        metrics.gauge(
                "sipverify.verifier.circuit.closed",
                "1 while the verifier is asked, 0 while the circuit breaker holds",
                () -> verifier.circuit() == Circuit.CLOSED ? 1 : 0);
        metrics.gauge(
                "sipverify.verifier.refused",
                "1 while the verifier does not accept this server: HTTP 401, 403 or 407",
                () -> verifier.isRefused() ? 1 : 0);
    }
}
