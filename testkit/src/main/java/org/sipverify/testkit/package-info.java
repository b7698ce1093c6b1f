/**
 * What the tests of several modules share: a certificate authority, SIP peers, a verifier stand-in, sample messages and
 * vCons, captured logs, free ports, waiting. It knows no other module, and no main code knows it.
 */
@NullMarked
package org.sipverify.testkit;

import org.jspecify.annotations.NullMarked;
