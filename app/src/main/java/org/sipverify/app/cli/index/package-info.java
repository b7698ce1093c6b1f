/** {@code sip-verify index}: the calls that a server has had. */
@NullMarked
package org.sipverify.app.cli.index;

import org.jspecify.annotations.NullMarked;
