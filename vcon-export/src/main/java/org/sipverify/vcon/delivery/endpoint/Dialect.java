package org.sipverify.vcon.delivery.endpoint;

/** How an endpoint wants its vCons written, where that differs from the draft. */
public record Dialect(Words words, JsonBodies jsonBodies) {
    /** As it is stored. */
    public static final Dialect DRAFT = new Dialect(Words.DRAFT, JsonBodies.VALUE);

    /** Which description of the sip-signaling extension the endpoint follows. */
    public enum Words {
        /** The draft's. */
        DRAFT,
        /** The older documentation page's: sip_cseq as text, compact passports, SIP addresses without their scheme. */
        DOCS
    }

    /** How a body of encoding json is written. */
    public enum JsonBodies {
        /** As the JSON value itself. */
        VALUE,
        /** As text that holds JSON, for readers of core-02. */
        STRING
    }
}
