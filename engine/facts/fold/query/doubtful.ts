/** The column of a row that stands for what an object may have beside what the migrations show. */
export const DOUBTFUL = ' doubtful';
