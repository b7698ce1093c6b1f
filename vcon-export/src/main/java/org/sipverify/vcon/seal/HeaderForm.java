package org.sipverify.vcon.seal;

/** Where the header parameters of a sealed vCon stand. */
public enum HeaderForm {
    /** As the RFCs 7515 and 7516 have it: what decides about the algorithm is protected. */
    RFC,
    /** To the letter of the vCon core draft: nothing of it is protected, and fewer libraries can read it. */
    DRAFT
}
