package org.sipverify.verifier;

/** A verifier that adds something to another one; what it does not add is the other one's. */
public abstract class ForwardingVerifier implements Verifier {
    /** The other one. */
    protected final Verifier verifier;

    /** Adds to that verifier. */
    protected ForwardingVerifier(Verifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public Circuit circuit() {
        return verifier.circuit();
    }

    @Override
    public boolean isRefused() {
        return verifier.isRefused();
    }

    @Override
    public void close() {
        verifier.close();
    }
}
