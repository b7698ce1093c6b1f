package org.sipverify.sip.sips;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.sipverify.sip.Headers;
import org.sipverify.sip.digest.Authenticator;
import org.sipverify.sip.sips.ProbeResult.Answer;
import org.sipverify.sip.sips.ProbeResult.Authentication;

/** Requests of one Call-ID over one connection, and their responses. Used by one thread. */
final class Talk {
    /** Challenges to one request that are answered: each answer is a guess at the password. */
    private static final int MOST_CHALLENGES = 2;

    /** Requests of the server that are answered. */
    private static final int MOST_REQUESTS = 20;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final ProbeOrder order;
    private final SipsConnection connection;
    private final String callId;
    private final String from;
    private int cseq;
    private int requests;
    private Authentication proof = Authentication.NONE;

    /** What comes in between. */
    interface Listener {
        /** Does nothing. */
        Listener NONE = new Listener() {};

        /** A provisional response, so long after its request. */
        default void provisional(Incoming response, long millis) {}

        /** A request of the server within the same call; it is answered 200. */
        default void request(Incoming request) {}
    }

    Talk(ProbeOrder order, SipsConnection connection, String callId) {
        this.order = order;
        this.connection = connection;
        this.callId = callId;
        this.from = "<" + order.from() + ">;tag=" + word(8);
    }

    /** A word that cannot be guessed. */
    static String word(int octets) {
        var random = new byte[octets];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** A request under way. */
    final class Sent {
        private final ProbeRequest request;
        private final Authenticator authenticator = new Authenticator(order.credentials());
        private final Listener listener;
        private ProbeRequest.Attempt attempt;
        private String branch = "";
        private long since;
        private int challenges;
        private boolean returns;

        private Sent(ProbeRequest request, Listener listener) throws ProbeFailedException {
            this.request = request;
            this.listener = listener;
            this.attempt = send();
        }

        private ProbeRequest.Attempt send() throws ProbeFailedException {
            branch = "z9hG4bK" + word(16);
            var credentials = authenticator.fields(request.method(), request.uri(), request.body());
            var made = new ProbeRequest.Attempt(via(branch), from, callId, ++cseq, credentials);
            since = System.nanoTime();
            connection.send(request.bytes(made));
            return made;
        }

        /**
         * Waits for the final response; challenges are answered on the way.
         *
         * @return empty when there is none in time
         */
        Optional<Incoming> await(Deadline deadline) throws ProbeFailedException, InterruptedException {
            while (true) {
                var received = connection.receive(deadline);
                if (received.isEmpty()) {
                    return received;
                }
                var message = received.get();
                if (message.isRequest()) {
                    reply(message, listener);
                } else if (answers(message) && isFinal(message)) {
                    return received;
                }
            }
        }

        /** Waits for the first provisional response; what is returned is a final one that came instead. */
        Optional<Incoming> awaitProvisional(Deadline deadline) throws ProbeFailedException, InterruptedException {
            returns = true;
            try {
                return await(deadline).filter(response -> !response.isProvisional());
            } finally {
                returns = false;
            }
        }

        private boolean isFinal(Incoming response) throws ProbeFailedException {
            if (response.isProvisional()) {
                listener.provisional(response, millis());
                return returns;
            }
            return !response.isChallenge() || !isAnswered(response);
        }

        /** A response to an earlier request is none to this one. */
        private boolean answers(Incoming response) {
            return response.first("Call-ID").equals(callId)
                    && response.cseq() == attempt.cseq()
                    && response.method().equals(request.method())
                    && response.first("Via").contains(branch);
        }

        private boolean isAnswered(Incoming challenge) throws ProbeFailedException {
            proof = new Authentication(proof.challenges() + 1, proof.proofs());
            if (challenges++ == MOST_CHALLENGES || !authenticator.challenged(challenge.headers())) {
                return false;
            }
            if (request.method().equals("INVITE")) {
                acknowledge(challenge);
            }
            attempt = send();
            proof = new Authentication(proof.challenges(), authenticator.proofs());
            return true;
        }

        /** The ACK of a response that is no 2xx (RFC 3261 section 17.1.1.3). */
        void acknowledge(Incoming refusal) throws ProbeFailedException {
            sendWithin("ACK", refusal.first("To"));
        }

        /** RFC 3261 section 9.1. */
        void cancel() throws ProbeFailedException {
            sendWithin("CANCEL", request.to());
        }

        private void sendWithin(String method, String to) throws ProbeFailedException {
            connection.send(ProbeRequest.of(method, request.uri(), to)
                    .bytes(new ProbeRequest.Attempt(attempt.via(), from, callId, attempt.cseq(), Headers.NONE)));
        }

        /** Since the request left in its last form. */
        long millis() {
            return (System.nanoTime() - since) / 1_000_000;
        }

        /** As it is reported. */
        Answer answer(Incoming response) {
            return Answer.of(response, millis());
        }

        int cseq() {
            return attempt.cseq();
        }

        Headers credentials() {
            return attempt.credentials();
        }
    }

    Sent send(ProbeRequest request, Listener listener) throws ProbeFailedException {
        return new Sent(request, listener);
    }

    /** An ACK of a 2xx, which is a request of its own and has no answer. */
    void acknowledge(ProbeRequest ack, Sent invite) throws ProbeFailedException {
        connection.send(ack.bytes(new ProbeRequest.Attempt(
                via("z9hG4bK" + word(16)), from, callId, invite.cseq(), invite.credentials())));
    }

    /** Waits for a request of the server; false when there is none in time. */
    boolean awaitRequest(Deadline deadline, Listener listener) throws ProbeFailedException, InterruptedException {
        for (var received = connection.receive(deadline);
                received.isPresent();
                received = connection.receive(deadline)) {
            if (received.get().isRequest()) {
                reply(received.get(), listener);
                return true;
            }
        }
        return false;
    }

    private void reply(Incoming request, Listener listener) throws ProbeFailedException {
        if (request.method().equals("ACK") || ++requests > MOST_REQUESTS) {
            return;
        }
        boolean isOurs = request.first("Call-ID").equals(callId);
        var fields = Headers.NONE;
        for (var field : request.headers().fields()) {
            if (field.name().matches("(?i)Via|From|To|Call-ID|CSeq")) {
                fields = fields.with(field.name(), field.value());
            }
        }
        var status = isOurs ? "SIP/2.0 200 OK" : "SIP/2.0 481 Call/Transaction Does Not Exist";
        connection.send(ProbeRequest.message(status, fields, new byte[0]));
        if (isOurs) {
            listener.request(request);
        }
    }

    private String via(String branch) {
        return "SIP/2.0/TLS " + connection.local() + ";branch=" + branch + ";rport";
    }

    /** A Contact at this end of the connection, over which the server reaches it. */
    String contact() {
        return "<sips:probe@" + connection.local() + ">";
    }

    String localAddress() {
        return connection.localAddress();
    }

    ProbeOrder order() {
        return order;
    }

    /** How challenges were answered until now. */
    Authentication proof() {
        return proof;
    }
}
