package org.sipverify.sip.sips;

/** What one kind of probe sends, and what it makes of the answers. */
interface Script {
    /**
     * Until the end or the deadline.
     *
     * @throws ProbeFailedException at what is wrong; what was found before is in the findings
     */
    void run(Talk talk, Findings findings, Deadline deadline) throws ProbeFailedException, InterruptedException;

    /** Sends a request and waits for its final answer, which becomes that of the probe. */
    static Incoming ask(Talk talk, ProbeRequest request, Findings findings, Deadline deadline)
            throws ProbeFailedException, InterruptedException {
        var sent = talk.send(request, Talk.Listener.NONE);
        var response = sent.await(deadline);
        if (response.isEmpty()) {
            throw unanswered(request.method());
        }
        findings.answer = sent.answer(response.get());
        requireNoChallenge(response.get(), talk);
        return response.get();
    }

    static ProbeFailedException unanswered(String method) {
        return new ProbeFailedException(
                ProbeError.TIMEOUT,
                "TLS stands, but no final answer to " + method + " came in time: the server may drop requests from"
                        + " addresses or domains that it does not know; its log may say why");
    }

    /** A challenge that was not answered, or whose answer was not accepted. */
    static void requireNoChallenge(Incoming response, Talk talk) throws ProbeFailedException {
        if (!response.isChallenge()) {
            return;
        }
        var user = talk.order().credentials().user();
        var advice = user.isEmpty()
                ? "the server asks for credentials: send username and password"
                : talk.proof().proofs().isEmpty()
                        ? "the server asks for credentials in a way that is not answered: only Digest with MD5, SHA-256 or"
                                + " SHA-512-256 is"
                        : "the server does not accept the credentials: look at user name, password and realm";
        throw new ProbeFailedException(ProbeError.CHALLENGE, advice);
    }
}
