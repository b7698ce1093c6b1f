/** The status pages for machines. */
@NullMarked
package org.sipverify.app.http;

import org.jspecify.annotations.NullMarked;
