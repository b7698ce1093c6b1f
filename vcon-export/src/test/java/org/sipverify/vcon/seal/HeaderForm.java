package org.sipverify.vcon.seal;

/** Where the header parameters of a sealed vCon are; this server writes the first form and reads both. */
public enum HeaderForm {
    /** As the RFCs 7515 and 7516 have it: the algorithm is protected. */
    RFC,
    /** To the letter of the vCon core draft: the algorithm is not protected. */
    DRAFT
}
