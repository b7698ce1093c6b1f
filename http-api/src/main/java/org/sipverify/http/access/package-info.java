/** Who may come in: hosts, tokens, sessions. */
@NullMarked
package org.sipverify.http.access;

import org.jspecify.annotations.NullMarked;
