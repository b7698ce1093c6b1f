/** What RFC 3261 says about the texts of a policy: words, header names and reason phrases. */
@NullMarked
package org.sipverify.policy.sip;

import org.jspecify.annotations.NullMarked;
